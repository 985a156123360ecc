// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeySequence;
class QMainWindow;
class QMenu;

namespace headlight::ui {

class CommandPalette;
class ExamplesModel;
class FigureActions;
class FileActions;
class PreferencesModel;
class ViewDocks;
class Workbench;

/// The menus of the window, and what they alone open: the palette of commands and the preferences.
class MainMenus : public QObject {
    Q_OBJECT
public:
    /// What their actions do it to.
    struct Parts {
        Workbench* workbench;
        ViewDocks* views;
        FileActions* files;
        FigureActions* figures;
        PreferencesModel* preferences;
        const ExamplesModel* examples;
    };
    MainMenus(const Parts& parts, QMainWindow* window);

    CommandPalette* palette() const { return m_palette; } ///< null until it was open once

private:
    void makeFileMenu();
    void addSaving(QMenu* menu);
    void makeEditMenu();
    void addUndo(QMenu* menu);
    void makeViewMenu();
    void makeThemeMenu(QMenu* menu);
    void makeRunMenu();
    void makeHelpMenu();
    void fillRecent(QMenu* menu);
    void leaveField();
    void openPalette();
    void openPreferences();

    Parts m_parts;
    QMainWindow* m_window;
    CommandPalette* m_palette = nullptr; ///< made when it is first wanted
};

} // namespace headlight::ui
