// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/analysis_worker.h"

#include "ui/jobs/progress_throttle.h"

namespace headlight::ui {

namespace {

/// Calls `work` and turns what it throws into an error: exceptions must not leave the thread.
template <typename T, typename Work>
Result<T> guarded(const Work& work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return inputError("The memory does not suffice", {}, "Shorten the context, or close other programs.");
    } catch (const std::exception& error) {
        return inputError(std::string("Unexpected failure: ") + error.what());
    }
}

bool isCancelled(const Error& error)
{
    return error.kind == ErrorKind::Cancelled;
}

} // namespace

AnalysisWorker::AnalysisWorker(std::unique_ptr<AnalysisBackend> backend, QObject* parent)
    : QObject(parent),
      m_backend(std::move(backend)),
      m_thread([this] { work(); })
{
}

AnalysisWorker::~AnalysisWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
        m_stop.request_stop();
    }
    m_wake.notify_all();
    m_thread.join();
}

void AnalysisWorker::openModel(const std::filesystem::path& folder)
{
    m_openGeneration = ++m_lastGeneration;
    m_runGeneration = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_nextOpen = OpenTask{folder, m_openGeneration};
        m_nextRun.reset();
        m_stop.request_stop();
    }
    m_wake.notify_all();
    setBusy(true, false);
}

std::uint64_t AnalysisWorker::run(AnalysisRequest request)
{
    m_runGeneration = request.generation = ++m_lastGeneration;
    {
        const std::lock_guard lock(m_mutex);
        m_nextRun = RunTask{std::move(request)};
        if (m_current == Kind::Run)
            m_stop.request_stop();
    }
    m_wake.notify_all();
    setBusy(m_opening, true);
    return m_runGeneration;
}

void AnalysisWorker::cancel()
{
    m_openGeneration = m_runGeneration = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_nextOpen.reset();
        m_nextRun.reset();
        m_stop.request_stop();
    }
    setBusy(false, false);
}

void AnalysisWorker::cancelRun()
{
    m_runGeneration = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_nextRun.reset();
        if (m_current == Kind::Run)
            m_stop.request_stop();
    }
    setBusy(m_opening, false);
}

void AnalysisWorker::work()
{
    std::optional<OpenTask> open;
    std::optional<RunTask> run;
    std::stop_token stop;
    while (takeTask(open, run, stop)) {
        if (open)
            perform(*open, stop);
        else
            perform(*run, stop);
    }
}

bool AnalysisWorker::takeTask(std::optional<OpenTask>& open, std::optional<RunTask>& run, std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_current = Kind::None;
    m_wake.wait(lock, [this] { return m_quit || m_nextOpen || m_nextRun; });
    if (m_quit)
        return false;
    m_stop = std::stop_source();
    stop = m_stop.get_token();
    open = std::exchange(m_nextOpen, std::nullopt);
    run = open ? std::nullopt : std::exchange(m_nextRun, std::nullopt);
    m_current = open ? Kind::Open : Kind::Run;
    return true;
}

void AnalysisWorker::perform(const OpenTask& task, std::stop_token stop)
{
    auto outcome = guarded<ModelIdentity>([&] { return m_backend->open(task.folder, job(stop, task.generation)); });
    const bool opened = outcome.has_value();
    const std::string warning = opened ? m_backend->warning() : std::string();
    post(task.generation, [this, generation = task.generation, outcome = std::move(outcome), warning] {
        m_hashGeneration = outcome ? generation : m_hashGeneration;
        endOpen(outcome, warning);
    });
    if (opened)
        m_backend->whenHashed([this, generation = task.generation](const std::string& sha256) {
            const auto deliver = [this, generation, sha256] {
                if (generation == m_hashGeneration)
                    emit modelHashed(sha256);
            };
            QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
        });
}

void AnalysisWorker::perform(const RunTask& task, std::stop_token stop)
{
    const std::uint64_t generation = task.request.generation;
    const auto publish = [this, generation](ResultPtr result) {
        post(generation, [this, result = std::move(result)] { showResult(result); });
    };
    auto outcome = guarded<ResultPtr>([&] { return m_backend->analyze(task.request, job(stop, generation), publish); });
    post(generation, [this, outcome = std::move(outcome)] { endRun(outcome); });
}

Job AnalysisWorker::job(std::stop_token stop, std::uint64_t generation)
{
    return {stop, [this, generation, throttle = ProgressThrottle()](const Progress& progress) mutable {
                if (throttle.lets(progress))
                    post(generation, [this, progress] { emit progressed(progress); });
            }};
}

/// The event is posted under the lock, so that the thread sanitizer, which knows nothing of Qt's queue, sees the
/// hand-over.
void AnalysisWorker::post(std::uint64_t generation, std::function<void()> action)
{
    const std::lock_guard lock(m_postMutex);
    m_posted.push_back({generation, std::move(action)});
    QMetaObject::invokeMethod(this, "deliver", Qt::QueuedConnection);
}

/// One a call: an action may run an event loop of its own, or delete this object.
void AnalysisWorker::deliver()
{
    std::unique_lock lock(m_postMutex);
    const Posted next = std::move(m_posted.front());
    m_posted.pop_front();
    lock.unlock();
    if (next.generation == m_openGeneration || next.generation == m_runGeneration)
        next.action();
}

void AnalysisWorker::setBusy(bool opening, bool running)
{
    const bool before = isBusy();
    m_opening = opening;
    m_running = running;
    if (isBusy() != before)
        emit busyChanged(isBusy());
}

void AnalysisWorker::showResult(const ResultPtr& result)
{
    if (result)
        emit resultReady(result);
}

void AnalysisWorker::endOpen(const Result<ModelIdentity>& outcome, const std::string& warning)
{
    m_openGeneration = 0;
    if (outcome) {
        setBusy(false, m_running);
        emit modelOpened(*outcome);
        if (!warning.empty())
            emit modelWarned(warning);
        return;
    }
    cancel(); // a run that waited for this model must not fall to the one before
    if (!isCancelled(outcome.error()))
        emit modelFailed(outcome.error());
}

void AnalysisWorker::endRun(const Result<ResultPtr>& outcome)
{
    m_runGeneration = 0;
    setBusy(m_opening, false);
    if (outcome)
        emit finished(*outcome);
    else if (!isCancelled(outcome.error()))
        emit runFailed(outcome.error());
}

} // namespace headlight::ui
