// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

#include "core/base/job.h"

namespace headlight::cli {

/// Shows progress on standard error: a bar with the remaining time on a terminal, plain lines otherwise.
class ProgressLine {
public:
    ProgressLine();
    /// Clears the bar.
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const Progress& progress);

private:
    using Clock = std::chrono::steady_clock;

    void showBar(const Progress& progress) const;
    void showLine(const Progress& progress) const;

    const bool m_terminal;
    std::string m_step;
    Clock::time_point m_shown{};
};

/// "12 s", "3 min 05 s", "2 h 10 min".
std::string durationText(double seconds);
/// "[#####---------------]  25 %  Attribution, 33 points, 12 s left", cut to `columns`.
std::string barText(const Progress& progress, std::size_t columns);

} // namespace headlight::cli
