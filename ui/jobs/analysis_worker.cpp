// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/analysis_worker.h"

#include <algorithm>
#include <iterator>

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

/// All kinds, `first` at the front.
std::vector<AblationKind> kindsFrom(AblationKind first)
{
    std::vector<AblationKind> kinds{first};
    for (const AblationKind kind : ablationKinds)
        if (kind != first)
            kinds.push_back(kind);
    return kinds;
}

/// No head would be left, which is no ablation.
bool endsAll(const Ablation& single, const ModelIdentity& model)
{
    const int head = single.parts.front().head;
    const bool wholeLayer = head == AblatedPart::every || (head >= 0 && model.heads == 1);
    return model.layers == 1 && wholeLayer;
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
    m_runGeneration = m_ablateGeneration = m_boardsGeneration = 0;
    {
        const std::lock_guard lock(m_mutex);
        m_nextOpen = OpenTask{folder, m_openGeneration};
        m_nextRun.reset();
        m_nextAblate.reset(); // they are of the old one
        m_nextBoards.reset();
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
        stopFrom(Kind::Run);
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

void AnalysisWorker::ablate(const ResultPtr& result, const Ablation& set)
{
    m_ablateGeneration = ++m_lastGeneration;
    {
        const std::lock_guard lock(m_mutex);
        m_nextAblate = AblateTask{result, set, m_ablateGeneration};
        stopFrom(Kind::Ablate);
    }
    m_wake.notify_all();
}

void AnalysisWorker::fillBoards(const ResultPtr& result, AblationKind first)
{
    m_boardsGeneration = ++m_lastGeneration;
    {
        const std::lock_guard lock(m_mutex);
        m_nextBoards = std::make_shared<BoardsTask>(BoardsTask{result, first, m_boardsGeneration, {}, 0});
        stopFrom(Kind::Boards);
    }
    m_wake.notify_all();
}

void AnalysisWorker::cancelAblations()
{
    m_ablateGeneration = m_boardsGeneration = 0;
    const std::lock_guard lock(m_mutex);
    m_nextAblate.reset();
    m_nextBoards.reset();
    stopFrom(Kind::Ablate);
}

/// Stops what is under way where it is of this kind, or gives way to it. Under m_mutex.
void AnalysisWorker::stopFrom(Kind least)
{
    if (m_current >= least)
        m_stop.request_stop();
}

void AnalysisWorker::work()
{
    std::stop_token stop;
    for (Task task = takeTask(stop); task.index() != 0; task = takeTask(stop))
        std::visit(
            [&](const auto& each) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(each)>, std::monostate>)
                    perform(each, stop);
            },
            task);
}

AnalysisWorker::Task AnalysisWorker::takeTask(std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_current = Kind::None;
    m_wake.wait(lock, [this] { return m_quit || m_nextOpen || m_nextRun || m_nextAblate || m_nextBoards; });
    if (m_quit)
        return {};
    m_stop = std::stop_source();
    stop = m_stop.get_token();
    Task task = nextTask();
    m_current = static_cast<Kind>(task.index());
    return task;
}

/// Ablations stay until they are done, whatever comes between.
AnalysisWorker::Task AnalysisWorker::nextTask()
{
    if (m_nextOpen)
        return *std::exchange(m_nextOpen, std::nullopt);
    if (m_nextRun)
        return *std::exchange(m_nextRun, std::nullopt);
    if (m_nextAblate)
        return *m_nextAblate;
    return m_nextBoards;
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

void AnalysisWorker::perform(const AblateTask& task, std::stop_token stop)
{
    auto outcome = guarded<WhatIf>([&] { return m_backend->ablate(task.result, task.set, {stop, {}}); });
    {
        const std::lock_guard lock(m_mutex);
        if (!outcome && isCancelled(outcome.error())) // what came between goes first
            return;
        if (m_nextAblate && m_nextAblate->generation == task.generation)
            m_nextAblate.reset();
    }
    post(task.generation, [this, outcome = std::move(outcome)] {
        if (outcome)
            emit ablated(*outcome);
        else
            emit ablationFailed(outcome.error());
    });
}

void AnalysisWorker::perform(const BoardsTaskPtr& task, std::stop_token stop)
{
    const auto outcome = guarded<void>([&] { return fill(*task, {stop, {}}); });
    {
        const std::lock_guard lock(m_mutex);
        if (!outcome && isCancelled(outcome.error()))
            return;
        if (m_nextBoards == task)
            m_nextBoards.reset();
    }
    if (outcome)
        publish(*task, true);
    else
        post(task->generation, [this, error = outcome.error()] { emit ablationFailed(error); });
}

/// One run at a time, so that it can be left at any.
Result<void> AnalysisWorker::fill(BoardsTask& task, const Job& job)
{
    const ModelIdentity& model = task.result->model;
    if (!task.filler) {
        const Result<WhatIf> base = m_backend->ablate(task.result, {}, job);
        if (!base)
            return Failure(base.error());
        task.filler.emplace(kindsFrom(task.first), model.layers, model.heads, base->targets, base->before.targets);
        publish(task, false); // an empty one, which can be clicked
    }
    for (; task.next < task.filler->sets().size(); ++task.next) {
        const Ablation& set = task.filler->sets()[task.next];
        if (job.stopped())
            return cancelled();
        if (endsAll(set, model))
            continue;
        const Result<WhatIf> found = m_backend->ablate(task.result, set, job);
        if (!found)
            return Failure(found.error());
        task.filler->take(task.next, found->after);
        if (task.filler->isDue())
            publish(task, false);
    }
    return {};
}

void AnalysisWorker::publish(const BoardsTask& task, bool whole)
{
    post(task.generation, [this, whole, boards = std::make_shared<const Boards>(task.filler->boards())] {
        emit boardsFilled(boards, whole);
    });
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
    const std::uint64_t wanted[] = {m_openGeneration, m_runGeneration, m_ablateGeneration, m_boardsGeneration};
    if (std::ranges::find(wanted, next.generation) != std::end(wanted))
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
