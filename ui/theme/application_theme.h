// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include "ui/state/preferences.h"

namespace headlight::ui {

/// How the desktop looks, or the program alone.
struct Look {
    ThemeChoice theme = ThemeChoice::System;
    bool highContrast = false;
    int fontPixels = 0; ///< 0: as the desktop has it
};

/// Gives the application its style, palette and font sizes. System follows the desktop, as far as it says how it looks.
void applyLook(QApplication& application, const Look& look);
/// The same with the desktop's fonts and contrast.
inline void applyTheme(QApplication& application, ThemeChoice choice)
{
    applyLook(application, {choice});
}

} // namespace headlight::ui
