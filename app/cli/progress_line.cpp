// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace headlight::cli {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t barCells = 20;
constexpr std::size_t fewestColumns = 40;
constexpr auto barInterval = 100ms;
constexpr auto lineInterval = 2s;
constexpr char clearLine[] = "\r\x1b[K";

std::size_t terminalColumns()
{
    winsize size = {};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? std::max<std::size_t>(size.ws_col, fewestColumns) : 80;
}

std::string percentText(double fraction)
{
    char text[8];
    std::snprintf(text, sizeof text, "%3d %%", static_cast<int>(std::lround(std::clamp(fraction, 0.0, 1.0) * 100)));
    return text;
}

std::string describe(const Progress& progress)
{
    return progress.remainingSeconds ? progress.step + ", " + durationText(*progress.remainingSeconds) + " left"
                                     : progress.step;
}

} // namespace

std::string durationText(double seconds)
{
    const long all = std::lround(std::clamp(seconds, 0.0, 360000.0));
    char text[32];
    if (all < 60)
        std::snprintf(text, sizeof text, "%ld s", all);
    else if (all < 3600)
        std::snprintf(text, sizeof text, "%ld min %02ld s", all / 60, all % 60);
    else
        std::snprintf(text, sizeof text, "%ld h %02ld min", all / 3600, all / 60 % 60);
    return text;
}

std::string barText(const Progress& progress, std::size_t columns)
{
    const auto filled = static_cast<std::size_t>(std::lround(std::clamp(progress.fraction, 0.0, 1.0) * barCells));
    std::string text = '[' + std::string(filled, '#') + std::string(barCells - filled, '-') + "] " +
                       percentText(progress.fraction) + "  " + describe(progress);
    return text.substr(0, columns - 1); // the last column stays free, or some terminals wrap
}

ProgressLine::ProgressLine() : m_terminal(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine()
{
    if (m_terminal && !m_step.empty())
        std::cerr << clearLine << std::flush;
}

void ProgressLine::show(const Progress& progress)
{
    const Clock::time_point now = Clock::now();
    const bool early = now - m_shown < (m_terminal ? Clock::duration(barInterval) : Clock::duration(lineInterval));
    if (progress.step == m_step && early)
        return;
    m_step = progress.step;
    m_shown = now;
    if (m_terminal)
        showBar(progress);
    else
        showLine(progress);
}

void ProgressLine::showBar(const Progress& progress) const
{
    std::cerr << clearLine << barText(progress, terminalColumns()) << std::flush;
}

void ProgressLine::showLine(const Progress& progress) const
{
    std::cerr << describe(progress) << " (" << std::lround(progress.fraction * 100) << " %)" << std::endl;
}

} // namespace headlight::cli
