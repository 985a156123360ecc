// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/event_turns.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

namespace headlight::testing {
namespace {

// What goes on for ever (a cursor that blinks) must not keep a test.
constexpr int mostTurns = 500;
// A timer of no time is due in the turn after the one that finds nothing to do.
constexpr int idleTurns = 3;

} // namespace

void settle()
{
    auto* dispatcher = QAbstractEventDispatcher::instance();
    for (int turn = 0, idle = 0; turn < mostTurns && idle < idleTurns; ++turn) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        idle = dispatcher->processEvents(QEventLoop::AllEvents) ? 0 : idle + 1;
    }
}

} // namespace headlight::testing
