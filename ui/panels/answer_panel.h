// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/state/shown_text.h"

namespace headlight::ui {

class AnswerText;
class CandidatesLine;
class ChoicesLine;
class ElidedLabel;
class GhostLine;
class TokenStrip;
class WindowsButton;
class Workbench;

/// What the model says. Of a question: the answer in its context, its probability and rivals, how it agrees with what
/// is expected and with the run before, the window it is in, the tokens. Of other tasks: the text with the spans or
/// masks in it, and the classes, labels or words, of which a click explains one. Always of one height, so that the
/// views below stay where they are.
class AnswerPanel : public QFrame {
    Q_OBJECT
public:
    explicit AnswerPanel(Workbench* workbench, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);

signals:
    void viewRequested(const QString& id);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeRow();
    void fitRow();
    void showVerdict();
    void showGhost();
    void compareWithGhost();
    void showTexts();
    void explainTokenAt(std::int64_t character);

    Workbench* m_workbench;
    AnswerText* m_text;
    CandidatesLine* m_candidates;
    ChoicesLine* m_choices;
    ElidedLabel* m_verdict;
    GhostLine* m_ghost;
    WindowsButton* m_windows;
    QWidget* m_row; ///< what stands between the answer and the tokens
    TokenStrip* m_tokens;
    ResultPtr m_result;
    ShownText m_shown;
};

} // namespace headlight::ui
