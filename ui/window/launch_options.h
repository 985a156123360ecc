// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace headlight::ui {

/// A picture of the window, for the documentation.
struct ScreenshotOptions {
    QString file;
    QSize size{1280, 800};
    QString theme = QStringLiteral("light");
    QString view; ///< empty: as the session or the window has it
    QString measure;
    int layer = -1;
    int head = -1;
};

/// What the program was asked on its command line.
struct LaunchOptions {
    bool help = false;
    bool version = false;
    bool runExample = false;
    QString model;
    QString path; ///< a session, a list of questions or a model folder
    std::optional<ScreenshotOptions> screenshot;
};

/// Reads the arguments after the program's name. Needs no QApplication.
Result<LaunchOptions> readArguments(const std::vector<std::string>& arguments);
/// The text of --help.
std::string launchHelp();

} // namespace headlight::ui
