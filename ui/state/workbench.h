// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/jobs/analysis_worker.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/candidates_model.h"
#include "ui/state/compared_result.h"
#include "ui/state/cost_model.h"
#include "ui/state/follow_up_runs.h"
#include "ui/state/ghost.h"
#include "ui/state/input_model.h"
#include "ui/state/inspector_model.h"
#include "ui/state/kept_screen.h"
#include "ui/state/model_host.h"
#include "ui/state/problems.h"
#include "ui/state/question_library.h"
#include "ui/state/run_history.h"
#include "ui/state/runner.h"
#include "ui/state/selection.h"
#include "ui/state/session_desk.h"
#include "ui/state/shown_result.h"
#include "ui/state/undo_recorder.h"
#include "ui/state/what_if_model.h"
#include "ui/state/windows_model.h"

namespace headlight::ui {

/// All that the window shows and does, without the window: the objects that do it, put together. Each knows only those
/// that it is made with; what follows from one for another is connected here.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(std::unique_ptr<AnalysisBackend> backend, QObject* parent = nullptr);

    // What is asked, by whom, and what comes of it.
    InputModel* input() { return &m_input; }
    ModelHost* model() { return &m_model; }
    Runner* runner() { return &m_runner; }
    FollowUpRuns* followUps() { return &m_followUps; }
    ShownResult* shown() { return &m_shown; }
    ComparedResult* compared() { return &m_compared; }
    RunHistory* history() { return &m_history; }
    SessionDesk* sessions() { return &m_sessions; }
    QuestionLibrary* questions() { return &m_questions; }

    // What is chosen of it, and read out.
    Selection* selection() { return &m_selection; }
    KeptScreen* keptScreen() { return &m_keptScreen; }
    UndoRecorder* undo() { return &m_undo; } ///< steps of the selection and of the input
    InspectorModel* inspector() { return &m_inspector; }
    CandidatesModel* candidates() { return &m_candidates; }
    WindowsModel* windows() { return &m_windows; }
    CostModel* cost() { return &m_cost; }
    WhatIfModel* whatIf() { return &m_whatIf; }
    const GhostKeeper* ghost() const { return &m_ghost; } ///< the run before that on screen, of much the same text

    // What they all use.
    BackgroundJobs* jobs() { return &m_jobs; }
    Problems* problems() { return &m_problems; }

    const ResultPtr& result() const { return m_shown.result(); }
    bool isBusy() const { return m_worker.isBusy(); } ///< a model is being opened, or a run is under way

public slots:
    /// Drops the run under way, of which what there is stays, and the opening of a model.
    void cancel();
    /// Runs what is on screen with these parts ablated, and sets it beside what was unchanged; shows that again where
    /// there are none.
    void showAblated(const headlight::Ablation& set);
    /// Fills the input with a question of the list that is open.
    void useQuestion(int row);

signals:
    void busyChanged(bool busy);
    void progressed(const headlight::Progress& progress);

private:
    void followResult();
    void followModel();
    void followRuns();

    Problems m_problems;
    BackgroundJobs m_jobs;   ///< before those that use it, so that it outlives them
    AnalysisWorker m_worker; ///< likewise
    Selection m_selection;
    RunHistory m_history;
    InputModel m_input;
    UndoRecorder m_undo;
    KeptScreen m_keptScreen;
    ShownResult m_shown;
    ModelHost m_model;
    Runner m_runner;
    FollowUpRuns m_followUps;
    ComparedResult m_compared;
    SessionDesk m_sessions;
    CandidatesModel m_candidates;
    WindowsModel m_windows;
    InspectorModel m_inspector;
    CostModel m_cost;
    QuestionLibrary m_questions;
    GhostKeeper m_ghost;
    WhatIfModel m_whatIf;
};

} // namespace headlight::ui
