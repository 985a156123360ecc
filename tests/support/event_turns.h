// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight::testing {

/// Lets events come until none is left but those that wait for a clock or another thread: layouts, replots, deferred
/// deletions and timers of no time, with all that they bring about. However busy the machine is, it is done afterwards.
void settle();

} // namespace headlight::testing
