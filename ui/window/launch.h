// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include "ui/window/launch_options.h"

namespace headlight::ui {

/// Makes the window, opens what was asked, and runs the application until it is closed. Returns the exit status.
int launch(QApplication& application, const LaunchOptions& options);

} // namespace headlight::ui
