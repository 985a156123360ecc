// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "ui/jobs/analysis_backend.h"

namespace headlight::ui {

/// Runs a backend on a thread of its own. A newer request stops the one before and makes it stale: nothing of a stale
/// request is ever signalled. All methods return at once; signals come on the thread of this object. The destructor
/// stops the work and waits for it.
class AnalysisWorker : public QObject {
    Q_OBJECT
public:
    explicit AnalysisWorker(std::unique_ptr<AnalysisBackend> backend, QObject* parent = nullptr);
    ~AnalysisWorker() override;

    /// Opens a model; a run that is under way belongs to the old one and is dropped.
    void openModel(const std::filesystem::path& folder);
    /// Runs as soon as a model that is being opened is there. Returns the request's generation.
    std::uint64_t run(AnalysisRequest request);
    /// Drops all requests. The thread stops within the 0.1 s that core promises; nothing waits for it.
    void cancel();
    /// Drops the run alone; a model that is being opened stays wanted.
    void cancelRun();
    bool isBusy() const { return m_opening || m_running; }
    bool isRunning() const { return m_running; }

signals:
    void busyChanged(bool busy);
    void progressed(const headlight::Progress& progress);
    void modelOpened(const headlight::ModelIdentity& model);
    void modelWarned(const std::string& warning); ///< after modelOpened, where its weights call for it
    void modelHashed(const std::string& sha256); ///< of the model that is open; some time after modelOpened
    void modelFailed(const headlight::Error& error);
    void resultReady(const headlight::ResultPtr& result); ///< every stage, the last one included
    void finished(const headlight::ResultPtr& result);    ///< after the last resultReady
    void runFailed(const headlight::Error& error);

private:
    struct OpenTask {
        std::filesystem::path folder;
        std::uint64_t generation = 0;
    };
    struct RunTask {
        AnalysisRequest request;
    };
    /// What m_thread wants done on the thread of this object, unless its request is stale by then.
    struct Posted {
        std::uint64_t generation = 0;
        std::function<void()> action;
    };
    enum class Kind { None, Open, Run };

    void work();
    bool takeTask(std::optional<OpenTask>& open, std::optional<RunTask>& run, std::stop_token& stop);
    void perform(const OpenTask& task, std::stop_token stop);
    void perform(const RunTask& task, std::stop_token stop);
    Job job(std::stop_token stop, std::uint64_t generation);
    void post(std::uint64_t generation, std::function<void()> action);
    Q_INVOKABLE void deliver();
    void setBusy(bool opening, bool running);
    void showResult(const ResultPtr& result);
    void endOpen(const Result<ModelIdentity>& outcome, const std::string& warning);
    void endRun(const Result<ResultPtr>& outcome);

    std::unique_ptr<AnalysisBackend> m_backend; ///< touched by m_thread alone

    // Of the thread of this object: the requests whose answers may still be signalled.
    std::uint64_t m_lastGeneration = 0;
    std::uint64_t m_openGeneration = 0;
    std::uint64_t m_runGeneration = 0;
    std::uint64_t m_hashGeneration = 0; ///< of the model that is open
    bool m_opening = false;
    bool m_running = false;

    std::mutex m_postMutex;
    std::deque<Posted> m_posted; ///< under m_postMutex

    std::mutex m_mutex; ///< guards all below but m_thread
    std::condition_variable m_wake;
    std::optional<OpenTask> m_nextOpen;
    std::optional<RunTask> m_nextRun;
    Kind m_current = Kind::None;
    std::stop_source m_stop; ///< of the task that is performed
    bool m_quit = false;
    std::thread m_thread;
};

} // namespace headlight::ui
