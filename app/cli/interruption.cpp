// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interruption.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace headlight::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 150ms;
constexpr int statusCancelled = 3;
constexpr char interrupted = 'i';
constexpr char ended = 'e';

int wakeUp[2] = {-1, -1}; // a pipe: the one thing that a signal handler may use

/// While the engine computes it keeps signals from its threads; the watcher's is then the one that is left.
void handleSignal(int)
{
    const int before = errno;
    [[maybe_unused]] const ssize_t written = write(wakeUp[1], &interrupted, 1);
    errno = before;
}

void onSignals(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

/// The next byte of the pipe; `ended` where it cannot be read.
char nextWakeUp()
{
    char reason = ended;
    while (read(wakeUp[0], &reason, 1) < 0 && errno == EINTR) {
    }
    return reason;
}

/// Says so without the streams, which another thread may be using.
void sayCancelled()
{
    constexpr std::string_view onTerminal = "\r\x1b[Kheadlight-cli: Cancelled.\n";
    constexpr std::string_view elsewhere = "headlight-cli: Cancelled.\n";
    const std::string_view text = isatty(STDERR_FILENO) != 0 ? onTerminal : elsewhere;
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
}

} // namespace

Interruption::Interruption()
{
    if (pipe(wakeUp) != 0)
        return; // Ctrl-C then ends the process at once, as it would without a handler
    onSignals(handleSignal);
    m_watcher = std::thread([this] { watch(); });
}

Interruption::~Interruption()
{
    if (!m_watcher.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_ended.notify_all();
    onSignals(SIG_DFL);
    [[maybe_unused]] const ssize_t written = write(wakeUp[1], &ended, 1);
    m_watcher.join();
    close(wakeUp[0]);
    close(wakeUp[1]);
}

void Interruption::watch()
{
    if (nextWakeUp() != interrupted)
        return;
    m_stop.request_stop();
    std::unique_lock lock(m_mutex);
    if (m_ended.wait_for(lock, patience, [this] { return m_done; }))
        return;
    lock.unlock();
    const std::lock_guard writing(m_writing);
    sayCancelled();
    std::_Exit(statusCancelled);
}

} // namespace headlight::cli
