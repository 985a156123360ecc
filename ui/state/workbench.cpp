// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/workbench.h"

#include "figures/isolated.h"
#include "ui/state/model_match.h"

namespace headlight::ui {

Workbench::Workbench(std::unique_ptr<AnalysisBackend> backend, QObject* parent)
    : QObject(parent),
      m_input(&m_jobs),
      m_inspector(&m_selection, &m_jobs),
      m_cost(&m_input),
      m_questions(&m_jobs),
      m_undo(&m_selection, &m_input),
      m_worker(std::move(backend))
{
    connectWorker();
    connect(this, &Workbench::resultChanged, &m_inspector, &InspectorModel::setResult);
    connect(this, &Workbench::resultChanged, &m_candidates, &CandidatesModel::setResult);
    connect(this, &Workbench::resultChanged, &m_windows, &WindowsModel::setResult);
    connect(this, &Workbench::resultChanged, &m_ghost,
            [this](const ResultPtr& result) { m_ghost.showResult(result, m_worker.isRunning()); });
    connect(&m_input, &InputModel::expectedChanged, this, &Workbench::takeExpected);
    connect(&m_history, &RunHistory::rowsRemoved, this, &Workbench::forgetClosedFiles);
    connect(this, &Workbench::resultChanged, this, &Workbench::missNoMore);
    connect(this, &Workbench::problem, this, [this](Place place) { m_missed = m_missed && place != Place::Document; });
}

void Workbench::connectWorker()
{
    connect(&m_worker, &AnalysisWorker::busyChanged, this, &Workbench::busyChanged);
    connect(&m_worker, &AnalysisWorker::progressed, this, &Workbench::progressed);
    connect(&m_worker, &AnalysisWorker::modelOpened, this, &Workbench::endOpenModel);
    connect(&m_worker, &AnalysisWorker::modelHashed, this, [this](const std::string& sha256) {
        m_model->sha256 = sha256;
        emit modelHashed(*m_model);
    });
    connect(&m_worker, &AnalysisWorker::modelWarned, this,
            [this](const std::string& warning) { emit modelWarned(QString::fromStdString(warning)); });
    connect(&m_worker, &AnalysisWorker::modelFailed, this, &Workbench::refuseModel);
    connect(&m_worker, &AnalysisWorker::resultReady, this, &Workbench::showResult);
    connect(&m_worker, &AnalysisWorker::finished, this, &Workbench::finishRun);
    connect(&m_worker, &AnalysisWorker::runFailed, this,
            [this](const Error& error) { emit problem(Place::Input, error); });
}

void Workbench::openModel(const std::filesystem::path& folder)
{
    emit solved(Place::Model);
    m_openingFolder = folder;
    m_worker.openModel(folder);
}

void Workbench::endOpenModel(const ModelIdentity& model)
{
    m_modelFolder = m_openingFolder;
    m_model = model;
    m_input.setModel(m_modelFolder, model.maxPositions, model.task);
    m_cost.setModel(model);
    emit modelOpened(model);
}

void Workbench::refuseModel(const Error& error)
{
    m_openingFolder = m_modelFolder;
    emit problem(Place::Model, error);
    emit modelRefused();
}

void Workbench::run()
{
    emit solved(Place::Input);
    const AnalysisRequest request = m_input.request();
    if (const auto sound = checkOptions(request.options); !sound) {
        emit problem(Place::Input, sound.error());
        return;
    }
    m_unasked = false;
    ++m_opening; // a session that is still being read is older than this run
    m_worker.run(request);
    m_ghost.runStarted(m_result);
    m_asked = m_input.expected();
    emit runStarted();
}

void Workbench::runExample(const QString& question, const QString& context)
{
    const UndoRecorder::Pause pause(m_undo);
    m_input.setQuestion(question);
    m_input.setContext(context);
    m_input.setExpected({});
    run();
    m_unasked = true;
}

void Workbench::runAgain(const Options& options)
{
    fillInput(*m_result);
    m_input.useOptionsOf(options);
    m_input.setExpected(m_document.expected());
    run();
}

void Workbench::runKeepingHidden()
{
    if (!m_result)
        return;
    Options options = m_result->options.completed();
    options.hidden = true;
    runAgain(options);
}

void Workbench::runWithEmbeddings()
{
    if (!m_result)
        return;
    Options options = m_result->options.completed();
    options.embeddings = true;
    runAgain(options);
}

void Workbench::explain(const Target& target)
{
    if (!m_result)
        return;
    if (const Result<void> able = canCompute(tr("It is not explained yet")); !able) {
        emit problem(Place::Document, able.error());
        return;
    }
    Options options = m_result->options.completed();
    options.target = target;
    runAgain(options);
}

/// What a result lacks is computed by the model that made it, or not at all. `what` is not there yet, in a sentence.
Result<void> Workbench::canCompute(const QString& what) const
{
    const ModelMatch match = modelMatch(m_result->model, model());
    if (match == ModelMatch::Same)
        return {};
    const QString why = explanation(match, m_result->model, model());
    const QString remedy = match == ModelMatch::NoModel
                               ? tr("Open a model, and run the question with it.")
                               : tr("Open the model that this result was made with, %1, and try again.")
                                     .arg(isolated(QString::fromStdString(m_result->model.name)));
    return inputError(QStringLiteral("%1. %2").arg(what, why).toStdString(), {}, remedy.toStdString());
}

void Workbench::runMeasuringError()
{
    if (!m_result || m_result->options.rule != Rule::Captum)
        return;
    if (const Result<void> able = canCompute(tr("The error is not measured yet")); !able) {
        emit problem(Place::Document, able.error());
        return;
    }
    Options options = m_result->options.completed();
    options.measureError = true;
    runAgain(options);
}

Result<void> Workbench::positionsAreOfOneWindow(const Target& target)
{
    return inputError(tr("The target %1 counts the tokens of this window")
                          .arg(QString::fromStdString(targetName(target)))
                          .toStdString(),
                      {}, tr("Choose another target, run again, and choose the window then.").toStdString());
}

void Workbench::showWindow(int window)
{
    if (!m_result || window < 0 || window >= m_windows.rowCount() || window == m_result->window)
        return;
    emit solved(Place::Document);
    if (const int row = m_history.rowOfWindow(*m_result, window); row >= 0)
        return showRecord(row);
    if (const Result<void> able = canCompute(tr("Window %1 is not analysed yet").arg(window + 1)); !able) {
        emit problem(Place::Document, able.error());
        return;
    }
    Options options = m_result->options.completed();
    const bool ofToken = options.target.kind == TargetKind::Chosen && options.target.chosen.front().token >= 0;
    if (options.target.kind == TargetKind::Positions || ofToken) { // its indices would mean other words there
        emit problem(Place::Document, positionsAreOfOneWindow(options.target).error());
        return;
    }
    options.window = window;
    runAgain(options);
}

void Workbench::cancel()
{
    const bool opening = m_openingFolder != m_modelFolder;
    m_openingFolder = m_modelFolder;
    const bool running = m_worker.isRunning();
    m_worker.cancel();
    if (running)
        keepPartialResult();
    if (opening)
        emit modelRefused();
}

void Workbench::showResult(const ResultPtr& result)
{
    const bool first = !m_result || m_result->generation != result->generation;
    if (first) {
        keepDocument();
        m_history.setCurrent(-1);
        m_document.setState({{}, false, {}, {}, m_asked});
        const UndoRecorder::Pause pause(m_undo);
        m_selection.setShape(result->model.layers, result->model.heads, static_cast<int>(result->input.length()));
    }
    m_result = result;
    emit resultChanged(m_result);
}

void Workbench::finishRun(const ResultPtr& result)
{
    if (m_result != result)
        showResult(result);
    m_cost.learn(*result);
    pinStrongestCell();
    DocumentState document = m_document.state();
    document.dirty = !m_unasked || document.dirty;
    m_history.add({result, document});
    m_document.setState(document);
}

/// What a cancelled run has brought so far stays in the history, as a finished one does.
void Workbench::keepPartialResult()
{
    const bool partial = m_result && (m_result->stage == Stage::Attention || m_result->stage == Stage::Refining);
    if (!partial || m_history.current() >= 0)
        return;
    DocumentState document = m_document.state();
    document.dirty = !m_unasked || document.dirty;
    m_history.add({m_result, document});
    m_document.setState(document);
}

/// A result opens on its most telling cell, so that the inspector has something to say before the first click.
void Workbench::pinStrongestCell()
{
    if (m_selection.pinned().from >= 0 || m_result->attributions.empty())
        return;
    const Attribution* start = m_result->attribution("start");
    const Attribution& shown = start ? *start : m_result->attributions.begin()->second;
    const bool chosen = m_selection.head() >= 0;
    const UndoRecorder::Pause pause(m_undo);
    m_selection.pin(strongestCell(shown.attention, chosen ? m_selection.layer() : -1, m_selection.head()));
}

void Workbench::keepDocument()
{
    if (m_history.current() >= 0)
        m_history.setDocument(m_history.current(), m_document.state());
}

void Workbench::showRecord(int row)
{
    if (row == m_history.current())
        return;
    m_worker.cancelRun();
    keepDocument();
    m_history.setCurrent(row);
    show(m_history.record(row));
}

void Workbench::show(const RunRecord& record)
{
    m_result = record.result;
    fillInput(*m_result);
    m_document.setState(record.document);
    m_input.setExpected(record.document.expected);
    const UndoRecorder::Pause pause(m_undo);
    m_selection.setShape(m_result->model.layers, m_result->model.heads, static_cast<int>(m_result->input.length()));
    emit resultChanged(m_result);
    pinStrongestCell();
}

void Workbench::fillInput(const AnalysisResult& result)
{
    m_input.setQuestion(QString::fromStdString(result.input.leadText()));
    m_input.setContext(QString::fromStdString(result.input.mainText()));
    m_input.useOptionsOf(result.options.completed());
    emit solved(Place::Input);
}

} // namespace headlight::ui
