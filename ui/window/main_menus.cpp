// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_menus.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenuBar>

#include "ui/state/preferences.h"
#include "ui/state/workbench.h"
#include "ui/state/workbench_commands.h"
#include "ui/views/view.h"
#include "ui/window/command_palette.h"
#include "ui/window/figure_actions.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_dialogs.h"
#include "ui/window/menu_commands.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/view_docks.h"
#include "ui/window/view_menu.h"

namespace headlight::ui {

MainMenus::MainMenus(const Parts& parts, QMainWindow* window) : QObject(window), m_parts(parts), m_window(window)
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeRunMenu();
    makeHelpMenu();
}

void MainMenus::makeFileMenu()
{
    FileActions* files = m_parts.files;
    QMenu* menu = m_window->menuBar()->addMenu(tr("&File"));
    menu->addAction(tr("Open &model folder…"), QKeySequence("Ctrl+M"), files, &FileActions::chooseModelFolder);
    menu->addAction(tr("&Open session…"), QKeySequence::Open, files, &FileActions::chooseSession);
    menu->addAction(tr("Open &questions…"), QKeySequence("Ctrl+Shift+O"), files, &FileActions::chooseQuestions);
    menu->addAction(tr("&Browse a folder…"), QKeySequence("Ctrl+B"), files, &FileActions::browseSessions);
    QMenu* recent = menu->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    menu->addSeparator();
    addSaving(menu);
    menu->addAction(m_parts.figures->exporting());
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), m_window, &QWidget::close);
}

void MainMenus::addSaving(QMenu* menu)
{
    FileActions* files = m_parts.files;
    QAction* save = menu->addAction(tr("&Save"), QKeySequence::Save, files, &FileActions::save);
    QAction* saveAs = menu->addAction(tr("Save &as…"), QKeySequence::SaveAs, files, &FileActions::saveAs);
    for (QAction* action : {save, saveAs}) {
        action->setEnabled(false);
        connect(m_parts.workbench->shown(), &ShownResult::changed, action,
                [action](const ResultPtr& result) { action->setEnabled(result != nullptr); });
    }
}

void MainMenus::fillRecent(QMenu* menu)
{
    FileActions* files = m_parts.files;
    menu->clear();
    for (const QString& file : files->recent())
        menu->addAction(QFileInfo(file).fileName(), files, [files, file] { files->open(file); })->setToolTip(file);
    if (menu->isEmpty())
        menu->addAction(tr("No session was opened yet"))->setEnabled(false);
    menu->setToolTipsVisible(true);
}

void MainMenus::makeEditMenu()
{
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Edit"));
    addUndo(menu);
    menu->addSeparator();
    menu->addActions({m_parts.figures->copyPicture(), m_parts.figures->copyNumbers()});
    menu->addSeparator();
    menu->addAction(tr("&Free the pinned cell"), QKeySequence(Qt::Key_Escape), this, &MainMenus::leaveField);
    menu->addSeparator();
    menu->addAction(tr("&Commands…"), QKeySequence("Ctrl+K"), this, &MainMenus::openPalette);
    menu->addAction(tr("&Preferences…"), QKeySequence("Ctrl+,"), this, &MainMenus::openPreferences);
}

void MainMenus::addUndo(QMenu* menu)
{
    UndoRecorder* undo = m_parts.workbench->undo();
    QUndoStack* stack = undo->stack();
    const auto add = [&](QAction* action, const QKeySequence& key, void (UndoRecorder::*does)()) {
        disconnect(action, nullptr, stack, nullptr); // changes under way are recorded first
        connect(action, &QAction::triggered, undo, does);
        action->setShortcut(key);
        menu->addAction(action);
    };
    add(stack->createUndoAction(menu, tr("&Undo")), QKeySequence("Ctrl+Z"), &UndoRecorder::undo);
    add(stack->createRedoAction(menu, tr("&Redo")), QKeySequence("Ctrl+Shift+Z"), &UndoRecorder::redo);
}

void MainMenus::leaveField()
{
    m_parts.workbench->selection()->unpin();
    m_parts.views->front()->setFocus(Qt::OtherFocusReason);
}

void MainMenus::openPreferences()
{
    auto* dialog = new PreferencesDialog(m_parts.preferences, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainMenus::openPalette()
{
    if (!m_palette)
        m_palette = new CommandPalette(m_window);
    m_palette->open(workbenchCommands(m_parts.workbench, m_parts.examples) + menuCommands(m_window->menuBar()));
}

void MainMenus::makeViewMenu()
{
    QMenu* menu = m_window->menuBar()->addMenu(tr("&View"));
    addViewActions(menu, m_parts.views);
    QAction* full = menu->addAction(tr("&Full screen"), m_window, [window = m_window] {
        window->setWindowState(window->windowState() ^ Qt::WindowFullScreen);
    });
    full->setShortcuts({QKeySequence(Qt::Key_F), QKeySequence(Qt::Key_F11)});
    menu->addSeparator();
    makeThemeMenu(menu->addMenu(tr("&Theme")));
}

void MainMenus::makeThemeMenu(QMenu* menu)
{
    auto* group = new QActionGroup(menu);
    const std::pair<QString, ThemeChoice> choices[] = {
        {tr("As the system"), ThemeChoice::System}, {tr("Light"), ThemeChoice::Light}, {tr("Dark"), ThemeChoice::Dark}};
    for (const auto& [text, theme] : choices) {
        QAction* action = menu->addAction(text, this, [this, theme = theme] {
            Preferences preferences = m_parts.preferences->preferences();
            preferences.theme = theme;
            m_parts.preferences->set(preferences);
        });
        const auto follow = [this, action, theme = theme] {
            action->setChecked(m_parts.preferences->preferences().theme == theme);
        };
        action->setCheckable(true);
        group->addAction(action);
        connect(m_parts.preferences, &PreferencesModel::changed, action, follow);
        follow();
    }
}

void MainMenus::makeRunMenu()
{
    Workbench* workbench = m_parts.workbench;
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Run"));
    QAction* run = menu->addAction(tr("&Run"), workbench->runner(), &Runner::run);
    run->setShortcuts({QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")});
    QAction* cancel = menu->addAction(tr("&Cancel"), QKeySequence("Ctrl+."), workbench, &Workbench::cancel);
    cancel->setEnabled(false);
    connect(workbench, &Workbench::busyChanged, cancel, &QAction::setEnabled);
}

void MainMenus::makeHelpMenu()
{
    QMenu* menu = m_window->menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&Keys"), QKeySequence(Qt::Key_F1), this,
                    [this] { showKeys(m_window, static_cast<int>(m_parts.views->views().size())); });
    menu->addAction(tr("&About Headlight"), this, [this] { showAbout(m_window); });
}

} // namespace headlight::ui
