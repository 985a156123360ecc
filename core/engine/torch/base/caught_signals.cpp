// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/base/caught_signals.h"

#include <algorithm>
#include <array>

namespace headlight::engine {

namespace {

constexpr std::array faults{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};

bool isCaught(int signal)
{
    struct sigaction action = {};
    return sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN;
}

/// Others stay as they are: Ctrl-C ends a program without a handler at once.
sigset_t caught()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal = 1; signal < NSIG; ++signal)
        if (std::ranges::find(faults, signal) == faults.end() && isCaught(signal))
            sigaddset(&signals, signal);
    return signals;
}

} // namespace

CaughtSignalsElsewhere::CaughtSignalsElsewhere()
{
    const sigset_t signals = caught();
    pthread_sigmask(SIG_BLOCK, &signals, &m_before);
}

CaughtSignalsElsewhere::~CaughtSignalsElsewhere()
{
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace headlight::engine
