// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// No handler of a signal runs on a thread that computes: oneDNN's kernels let the stack lie on the heap.
#include <QTest>
#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/analysis/analyzer.h"

using namespace headlight;

namespace {

constexpr int reportsAtMost = 12;
constexpr int computingThreads = 2;
constexpr const char* model = SOURCE_DIR "/resources/models/minilm-l6-squad";
constexpr std::array caught{SIGINT, SIGTERM, SIGUSR1};

std::atomic<int> awaited = 0;
std::atomic<int> handled = 0; ///< of the awaited

void countSignal(int signal)
{
    if (signal == awaited)
        ++handled;
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    QCOMPARE(sigaction(signal, &action, nullptr), 0);
}

std::set<pid_t> threads()
{
    std::set<pid_t> ids;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task"))
        ids.insert(std::stoi(task.path().filename()));
    return ids;
}

void sendTo(pid_t thread, int signal)
{
    syscall(SYS_tgkill, getpid(), thread, signal);
}

/// A bit for each signal that the thread does not let in.
std::uint64_t blockedBy(pid_t thread)
{
    std::ifstream status("/proc/self/task/" + std::to_string(thread) + "/status");
    std::string word;
    while (status >> word && word != "SigBlk:") {
    }
    std::uint64_t bits = 0;
    status >> std::hex >> bits;
    return bits;
}

bool blocks(pid_t thread, int signal)
{
    return (blockedBy(thread) >> (signal - 1) & 1) != 0;
}

} // namespace

class TestCaughtSignals : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void waitUntilTheEngineHasEnded_data();
    void waitUntilTheEngineHasEnded();
    void othersAreNotKept();

private:
    Result<ResultPtr> run(int steps, const Job& job);
    Result<ResultPtr> stoppedRun(const std::function<void()>& whileAttributing);

    std::set<pid_t> m_computing; ///< this thread and the engine's
    std::unique_ptr<Analyzer> m_analyzer;
};

/// The handlers before the engine's threads, as the programs have it. A first analyzer that is gone leaves only those.
void TestCaughtSignals::initTestCase()
{
    for (const int signal : caught)
        handle(signal, countSignal);
    const std::set<pid_t> before = threads();
    const auto computing = [&before] {
        std::set<pid_t> ids{getpid()};
        std::ranges::set_difference(threads(), before, std::inserter(ids, ids.end()));
        return ids;
    };
    m_analyzer = *Analyzer::open(model, {});
    QVERIFY(run(1, {}));
    m_analyzer.reset();
    QTRY_COMPARE(computing().size(), std::size_t(computingThreads));
    m_computing = computing();
    m_analyzer = *Analyzer::open(model, {});
}

Result<ResultPtr> TestCaughtSignals::run(int steps, const Job& job)
{
    Options options;
    options.rule = Rule::Captum;
    options.steps = steps;
    options.threads = computingThreads;
    return m_analyzer->analyze({"What is important to us?", "It is important to us to support all humans.", options},
                               job);
}

/// Stopped after some chunks of path points, in which all of the engine's threads have had work.
Result<ResultPtr> TestCaughtSignals::stoppedRun(const std::function<void()>& whileAttributing)
{
    std::stop_source source;
    int reports = 0;
    const auto report = [&](const Progress& progress) {
        if (!progress.step.starts_with("Attribution"))
            return;
        whileAttributing();
        if (++reports == reportsAtMost)
            source.request_stop();
    };
    return run(5000, Job{source.get_token(), report});
}

void TestCaughtSignals::waitUntilTheEngineHasEnded_data()
{
    QTest::addColumn<int>("signal");
    for (const int signal : caught)
        QTest::newRow(strsignal(signal)) << signal;
}

void TestCaughtSignals::waitUntilTheEngineHasEnded()
{
    QFETCH(const int, signal);
    awaited = signal;
    handled = 0;
    std::set<pid_t> open;
    const auto result = stoppedRun([&] {
        for (const pid_t thread : m_computing)
            if (!blocks(thread, signal))
                open.insert(thread);
        if (open.empty()) // where it is not, the handler might do what it must not
            std::ranges::for_each(m_computing, [&](pid_t thread) { sendTo(thread, signal); });
    });
    QVERIFY(!result && result.error().kind == ErrorKind::Cancelled);
    QVERIFY2(open.empty(), qPrintable(QString("%1 of %2 threads").arg(open.size()).arg(m_computing.size())));
    QVERIFY(!blocks(getpid(), signal));
    QCOMPARE(handled.load(), 1); // kept for this thread until then, and not lost
}

/// Without a handler a signal does its work at once, such as to end the program; so do faults, whoever handles them.
void TestCaughtSignals::othersAreNotKept()
{
    handle(SIGUSR2, SIG_IGN);
    std::set<int> blocked;
    const auto result = stoppedRun([&] {
        for (const int signal : {SIGALRM, SIGUSR2, SIGSEGV, SIGABRT})
            if (blocks(getpid(), signal))
                blocked.insert(signal);
    });
    QVERIFY(!result && result.error().kind == ErrorKind::Cancelled);
    QVERIFY2(blocked.empty(), blocked.empty() ? "" : strsignal(*blocked.begin()));
}

QTEST_APPLESS_MAIN(TestCaughtSignals)
#include "tst_caught_signals.moc"
