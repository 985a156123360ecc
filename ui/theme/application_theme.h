// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include "ui/state/settings.h"

namespace headlight::ui {

/// Gives the application its style, palette and font sizes. System follows the palette that the desktop gave at start.
void applyTheme(QApplication& application, ThemeChoice choice);

} // namespace headlight::ui
