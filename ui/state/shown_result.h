// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/state/document.h"
#include "ui/state/run_history.h"

namespace headlight::ui {

class InputModel;
class Problems;
class Selection;
class UndoRecorder;

/// The result on screen with its document. The selection's bounds follow it; where it comes from the history or from a
/// file, the input does too.
class ShownResult : public QObject {
    Q_OBJECT
public:
    /// What else stands on screen beside a result.
    struct Screen {
        RunHistory* history;
        Selection* selection;
        InputModel* input;
        UndoRecorder* undo;
        Problems* problems;
    };
    explicit ShownResult(const Screen& screen, QObject* parent = nullptr);

    const ResultPtr& result() const { return m_result; } ///< null: none yet
    Document* document() { return &m_document; }
    const Document* document() const { return &m_document; }
    bool isInHistory() const { return m_screen.history->current() >= 0; }

    /// Shows a stage of a run; the first is a new document, of whose answer `expected` is held to be right.
    void showStage(const ResultPtr& stage, const ExpectedAnswers& expected);
    /// What a run has brought becomes a record of the history. `asked`: a person asked for it, and may want to save it.
    void keepInHistory(bool asked);
    /// Shows what no run has brought, and adds it to the history.
    void showNew(const RunRecord& record);
    /// The result on screen holds these from now on, for exports and sessions; all else stays.
    void addAblations(const std::map<AblationKind, AblationBoard>& boards);
    /// A result opens on its most telling cell, so that the inspector has something to say before the first click.
    void pinStrongestCell();
    /// Puts what was asked for the result into the input.
    void fillInput();
    /// The history has the document as it is now.
    void keepDocument();

public slots:
    void showRecord(int row);

signals:
    void leaving(); ///< something else than a run's result will be shown
    void changed(const headlight::ResultPtr& result);

private:
    void show(const RunRecord& record);
    void boundSelection(const AnalysisResult& result);
    void takeExpected();

    Screen m_screen;
    Document m_document;
    ResultPtr m_result;
};

} // namespace headlight::ui
