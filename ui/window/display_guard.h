// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

namespace headlight::ui {

/// While it lives, a QApplication that finds no display to open windows on ends the program with status 1 and one
/// sentence on standard error, where Qt would abort. Other messages of Qt come when it ends. One at a time.
class DisplayGuard {
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard&) = delete;
    DisplayGuard& operator=(const DisplayGuard&) = delete;
};

/// What a person who asked for a window is told without a display, by the environment's DISPLAY, WAYLAND_DISPLAY and
/// QT_QPA_PLATFORM. `asked` is whether Qt came as far as to ask the display.
Error displayError(bool asked);

} // namespace headlight::ui
