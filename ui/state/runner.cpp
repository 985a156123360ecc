// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/runner.h"

#include <utility>

#include "ui/jobs/analysis_worker.h"
#include "ui/state/input_model.h"
#include "ui/state/problems.h"
#include "ui/state/shown_result.h"
#include "ui/state/undo_recorder.h"

namespace headlight::ui {

Runner::Runner(AnalysisWorker* worker, const Asked& asked, ShownResult* shown, Problems* problems, QObject* parent)
    : QObject(parent),
      m_worker(worker),
      m_asked(asked),
      m_shown(shown),
      m_problems(problems)
{
    connect(worker, &AnalysisWorker::resultReady, this,
            [this](const ResultPtr& stage) { m_shown->showStage(stage, m_expected); });
    connect(worker, &AnalysisWorker::finished, this, &Runner::finish);
    connect(worker, &AnalysisWorker::runFailed, this,
            [this](const Error& error) { m_problems->report(Place::Input, error); });
    connect(shown, &ShownResult::leaving, worker, &AnalysisWorker::cancelRun);
}

bool Runner::isRunning() const
{
    return m_worker->isRunning();
}

void Runner::run()
{
    m_problems->solve(Place::Input);
    AnalysisRequest request = m_asked.input->request();
    request.options.ablation = std::exchange(m_ablation, {});
    if (const auto sound = checkOptions(request.options); !sound)
        return m_problems->report(Place::Input, sound.error());
    m_example = false;
    m_worker->run(request);
    m_expected = m_asked.input->expected();
    emit started();
}

void Runner::runExample(const QString& question, const QString& context)
{
    const UndoRecorder::Pause pause(*m_asked.undo);
    m_asked.input->setQuestion(question);
    m_asked.input->setContext(context);
    m_asked.input->setExpected({});
    run();
    m_example = true;
}

void Runner::runAgain(const Options& options)
{
    m_shown->fillInput();
    m_asked.input->useOptionsOf(options);
    m_asked.input->setExpected(m_shown->document()->expected());
    m_ablation = options.ablation;
    run();
}

void Runner::finish(const ResultPtr& result)
{
    if (m_shown->result() != result)
        m_shown->showStage(result, m_expected);
    emit finished(result);
    m_shown->pinStrongestCell();
    m_shown->keepInHistory(!m_example);
}

void Runner::keepPartialResult()
{
    const ResultPtr& result = m_shown->result();
    const bool partial = result && (result->stage == Stage::Attention || result->stage == Stage::Refining);
    if (partial && !m_shown->isInHistory())
        m_shown->keepInHistory(!m_example);
}

} // namespace headlight::ui
