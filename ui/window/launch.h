// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include "ui/window/launch_options.h"

namespace headlight::ui {

class MainWindow;

/// Lets what the system asks for at a logout or a shutdown end `window`, by a signal or by its session manager, without
/// losing work.
void endInOrder(QApplication& application, MainWindow& window);

/// Makes the window, opens what was asked, and runs the application until it is closed. Returns the exit status.
int launch(QApplication& application, const LaunchOptions& options);

} // namespace headlight::ui
