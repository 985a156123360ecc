// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "core/base/job.h"

namespace headlight::ui {

/// Lets through twenty reports a second, and the first of each step.
class ProgressThrottle {
public:
    bool lets(const Progress& progress)
    {
        const auto now = std::chrono::steady_clock::now();
        if (progress.step == m_step && now - m_last < std::chrono::milliseconds(50))
            return false;
        m_step = progress.step;
        m_last = now;
        return true;
    }

private:
    std::string m_step;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace headlight::ui
