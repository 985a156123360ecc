// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/data/analysis_result.h"
#include "core/data/expected_answers.h"

namespace headlight::ui {

class AnalysisWorker;
class InputModel;
class Problems;
class ShownResult;
class UndoRecorder;

/// Runs what the input asks, and puts what comes of it on screen and into the history.
class Runner : public QObject {
    Q_OBJECT
public:
    /// What a run takes its request from.
    struct Asked {
        InputModel* input;
        UndoRecorder* undo;
    };
    Runner(AnalysisWorker* worker, const Asked& asked, ShownResult* shown, Problems* problems,
           QObject* parent = nullptr);

    bool isRunning() const;

public slots:
    void run();
    /// A run that nobody asked for (an example): leaving without saving it loses nothing.
    void runExample(const QString& question, const QString& context);
    /// Runs what is on screen again, with other options.
    void runAgain(const headlight::Options& options);
    /// What a cancelled run has brought so far stays in the history, as a finished one does.
    void keepPartialResult();

signals:
    void started();
    void finished(const headlight::ResultPtr& result); ///< it is on screen, and not yet in the history

private:
    void finish(const ResultPtr& result);

    AnalysisWorker* m_worker;
    Asked m_asked;
    ShownResult* m_shown;
    Problems* m_problems;
    ExpectedAnswers m_expected; ///< when the run under way began
    Ablation m_ablation;        ///< of the run that begins; the input has none, so that no later run has it unseen
    bool m_example = false;     ///< the run under way is one
};

} // namespace headlight::ui
