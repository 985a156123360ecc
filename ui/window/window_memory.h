// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QSplitter;

namespace headlight::ui {

class Settings;
class ViewDocks;
class Workbench;

/// What the window remembers from one start of the program to the next: where it was and how it was divided, the view
/// in front, the input, how quick runs were.
class WindowMemory {
public:
    struct Parts {
        QMainWindow* window;
        QSplitter* columns;
        ViewDocks* views;
        Workbench* workbench;
    };
    WindowMemory(const Parts& parts, Settings* settings) : m_parts(parts), m_settings(settings) {}

    void restore();
    void remember();

private:
    Parts m_parts;
    Settings* m_settings;
};

} // namespace headlight::ui
