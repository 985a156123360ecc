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
#include <variant>

#include "core/analysis/board_filler.h"
#include "figures/figure_request.h"
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
    /// Runs the input of `result` again with `set` ablated. Waits for the run that is under way, and lets a newer one
    /// interrupt it; a newer set makes it stale.
    void ablate(const ResultPtr& result, const Ablation& set);
    /// Fills the boards of `result` while there is nothing else to do, that of `first` before the others.
    void fillBoards(const ResultPtr& result, AblationKind first);
    /// Drops the ablations alone.
    void cancelAblations();
    /// Runs and models alone: ablations keep nothing waiting.
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
    void ablated(const headlight::WhatIf& found);
    void boardsFilled(const std::shared_ptr<const headlight::ui::Boards>& boards, bool whole); ///< some times a second
    void ablationFailed(const headlight::Error& error);                                        ///< of either

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
    struct AblateTask {
        ResultPtr result;
        Ablation set;
        std::uint64_t generation = 0;
    };
    /// Touched by m_thread alone once it is asked for: interrupted, it goes on where it was.
    struct BoardsTask {
        ResultPtr result;
        AblationKind first = AblationKind::Zero;
        std::uint64_t generation = 0;
        std::optional<BoardFiller> filler;
        std::size_t next = 0; ///< of its runs
    };
    using BoardsTaskPtr = std::shared_ptr<BoardsTask>;
    /// std::monostate: the end.
    using Task = std::variant<std::monostate, OpenTask, RunTask, AblateTask, BoardsTaskPtr>;
    enum class Kind { None, Open, Run, Ablate, Boards }; // in the order of Task

    void work();
    Task takeTask(std::stop_token& stop);
    Task nextTask();
    void stopFrom(Kind least);
    void perform(const OpenTask& task, std::stop_token stop);
    void perform(const RunTask& task, std::stop_token stop);
    void perform(const AblateTask& task, std::stop_token stop);
    void perform(const BoardsTaskPtr& task, std::stop_token stop);
    Result<void> fill(BoardsTask& task, const Job& job);
    void publish(const BoardsTask& task, bool whole);
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
    std::uint64_t m_ablateGeneration = 0;
    std::uint64_t m_boardsGeneration = 0;
    bool m_opening = false;
    bool m_running = false;

    std::mutex m_postMutex;
    std::deque<Posted> m_posted; ///< under m_postMutex

    std::mutex m_mutex; ///< guards all below but m_thread
    std::condition_variable m_wake;
    std::optional<OpenTask> m_nextOpen;
    std::optional<RunTask> m_nextRun;
    std::optional<AblateTask> m_nextAblate; ///< until it is done
    BoardsTaskPtr m_nextBoards;             ///< likewise
    Kind m_current = Kind::None;
    std::stop_source m_stop; ///< of the task that is performed
    bool m_quit = false;
    std::thread m_thread;
};

} // namespace headlight::ui
