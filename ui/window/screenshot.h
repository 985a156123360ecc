// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/window/launch_options.h"

namespace headlight::ui {

class MainWindow;
enum class Place;

/// Waits for the first complete result, or, where none was asked for, until the model is open; shows what is asked,
/// saves a picture of the window and quits the application: with 0, or with 1 and the reason on standard error.
class Screenshot : public QObject {
    Q_OBJECT
public:
    /// `waits`: a session was named, or the example is run.
    Screenshot(ScreenshotOptions options, bool waits, MainWindow* window);

private:
    void consider();
    void arrange();
    void take();
    void giveUp(const std::string& reason);

    ScreenshotOptions m_options;
    MainWindow* m_window;
    bool m_waits;
    bool m_arranged = false;
};

} // namespace headlight::ui
