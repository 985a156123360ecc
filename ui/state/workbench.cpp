// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/workbench.h"

namespace headlight::ui {

Workbench::Workbench(std::unique_ptr<AnalysisBackend> backend, QObject* parent)
    : QObject(parent),
      m_worker(std::move(backend)),
      m_input(&m_jobs),
      m_undo(&m_selection, &m_input),
      m_keptScreen(&m_selection, &m_undo),
      m_shown({&m_history, &m_selection, &m_input, &m_undo, &m_problems}),
      m_model(&m_worker, &m_problems),
      m_runner(&m_worker, {&m_input, &m_undo}, &m_shown, &m_problems),
      m_followUps({&m_shown, &m_model, &m_history}, &m_runner, &m_problems),
      m_compared(&m_shown, &m_history, &m_jobs, &m_problems),
      m_sessions({&m_shown, &m_history, &m_keptScreen, &m_compared}, &m_jobs, &m_problems),
      m_inspector(&m_selection, &m_jobs),
      m_cost(&m_input),
      m_questions(&m_jobs),
      m_whatIf(&m_worker, {&m_selection, &m_shown, &m_model})
{
    connect(&m_worker, &AnalysisWorker::busyChanged, this, &Workbench::busyChanged);
    connect(&m_worker, &AnalysisWorker::progressed, this, &Workbench::progressed);
    followResult();
    followModel();
    followRuns();
}

void Workbench::followResult()
{
    connect(&m_shown, &ShownResult::changed, &m_inspector, &InspectorModel::setResult);
    connect(&m_shown, &ShownResult::changed, &m_candidates, &CandidatesModel::setResult);
    connect(&m_shown, &ShownResult::changed, &m_windows, &WindowsModel::setResult);
    connect(&m_shown, &ShownResult::changed, &m_ghost,
            [this](const ResultPtr& result) { m_ghost.showResult(result, m_runner.isRunning()); });
}

void Workbench::followModel()
{
    connect(&m_model, &ModelHost::opened, this, [this](const ModelIdentity& model) {
        m_input.setModel(m_model.folder(), model.maxPositions, model.task);
        m_cost.setModel(model);
    });
}

void Workbench::followRuns()
{
    connect(&m_runner, &Runner::started, &m_ghost, [this] { m_ghost.runStarted(m_shown.result()); });
    connect(&m_runner, &Runner::started, &m_sessions, &SessionDesk::cancelOpening); // what is still read is older
    connect(&m_runner, &Runner::finished, &m_cost, [this](const ResultPtr& result) { m_cost.learn(*result); });
    connect(&m_whatIf, &WhatIfModel::runWanted, this, &Workbench::showAblated);
    connect(&m_followUps, &FollowUpRuns::recordWanted, &m_shown, &ShownResult::showRecord);
}

void Workbench::cancel()
{
    const bool running = m_runner.isRunning();
    m_worker.cancel();
    if (running)
        m_runner.keepPartialResult();
    m_model.endOpening();
}

void Workbench::showAblated(const Ablation& set)
{
    const ResultPtr before = m_shown.result();
    const ResultPtr& beside = m_compared.result();
    const bool wasChanged = before && isAblated(*before);
    const bool isUnchanged =
        beside && before && !isAblated(*beside) && beside->input.inputIds == before->input.inputIds;
    const int row = wasChanged && set.empty() && isUnchanged ? m_history.rowOf(beside) : -1;
    if (row >= 0)
        m_shown.showRecord(row);
    else if (m_followUps.ablate(set) && !wasChanged)
        m_compared.setBeside(before);
}

void Workbench::useQuestion(int row)
{
    const ListedQuestion& asked = m_questions.model()->question(row);
    m_input.setQuestion(QString::fromStdString(asked.text));
    m_input.setContext(QString::fromStdString(m_questions.model()->context(row)));
    m_input.setExpected(asked.expected);
    m_problems.solve(Place::Input);
}

} // namespace headlight::ui
