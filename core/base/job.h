// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace headlight {

/// What long work is doing, how far it is, and, where it can tell, how long it will still take.
struct Progress {
    std::string step;                       ///< what is happening: "Loading weights", "Attribution, 33 points"
    double fraction = 0;                    ///< of the step's work, 0 to 1
    std::optional<double> remainingSeconds; ///< of the step's work
};

/// The contract of all long work: progress goes out, a stop request comes in. Work checks `stop` at least every
/// 100 ms and answers `cancelled()`; `report` may be empty, and is called on any of the threads that work, never on two
/// at once.
struct Job {
    std::stop_token stop;
    std::function<void(const Progress&)> report;

    bool stopped() const { return stop.stop_requested(); }
    void progress(std::string step, double fraction, std::optional<double> remaining = {}) const
    {
        if (report)
            report(Progress{std::move(step), fraction, remaining});
    }
};

} // namespace headlight
