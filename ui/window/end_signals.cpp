// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/end_signals.h"

#include <QSocketNotifier>
#include <array>
#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace headlight::ui {

namespace {

constexpr std::array ends{SIGTERM, SIGHUP, SIGINT};

std::array<int, 2> wakeUp{-1, -1}; // a handler may do little more than write

void handleSignal(int)
{
    const int before = errno;
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = write(wakeUp[0], &byte, 1);
    errno = before;
}

/// What nohup and the like ignore stays ignored.
void handle(int signal)
{
    struct sigaction before = {};
    if (sigaction(signal, nullptr, &before) != 0 || before.sa_handler == SIG_IGN)
        return;
    struct sigaction action = {};
    action.sa_handler = handleSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

void giveBack(int signal)
{
    struct sigaction now = {};
    if (sigaction(signal, nullptr, &now) != 0 || now.sa_handler != handleSignal)
        return;
    now.sa_handler = SIG_DFL;
    sigaction(signal, &now, nullptr);
}

} // namespace

EndSignals::EndSignals(QObject* parent) : QObject(parent)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, wakeUp.data()) != 0)
        return; // the signals then end the process at once, as they would without this
    auto* notifier = new QSocketNotifier(wakeUp[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (read(wakeUp[1], &byte, 1) == 1)
            emit received();
    });
    for (const int signal : ends)
        handle(signal);
}

EndSignals::~EndSignals()
{
    for (const int signal : ends)
        giveBack(signal);
    for (int& end : wakeUp)
        if (const int closing = std::exchange(end, -1); closing >= 0)
            close(closing);
}

} // namespace headlight::ui
