// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window.
#include <QActionGroup>
#include <QFileInfo>
#include <QMenuBar>

#include "ui/state/workbench_commands.h"
#include "ui/window/command_palette.h"
#include "ui/window/figure_actions.h"
#include "ui/window/help_dialogs.h"
#include "ui/window/main_window.h"
#include "ui/window/menu_commands.h"
#include "ui/window/preferences_dialog.h"
#include "ui/window/view_docks.h"
#include "ui/window/view_menu.h"

namespace headlight::ui {

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeRunMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(tr("Open &model folder…"), QKeySequence("Ctrl+M"), this, &MainWindow::chooseModelFolder);
    menu->addAction(tr("&Open session…"), QKeySequence::Open, this, &MainWindow::chooseSession);
    menu->addAction(tr("Open &questions…"), QKeySequence("Ctrl+Shift+O"), this, &MainWindow::chooseQuestions);
    menu->addAction(tr("&Browse a folder…"), QKeySequence("Ctrl+B"), this, &MainWindow::browseSessions);
    m_recent = menu->addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    menu->addSeparator();
    QAction* save = menu->addAction(tr("&Save"), QKeySequence::Save, this, [this] { this->save(); });
    QAction* saveAs = menu->addAction(tr("Save &as…"), QKeySequence::SaveAs, this, [this] { this->saveAs(); });
    menu->addAction(m_figures->exporting());
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), this, &QWidget::close);
    for (QAction* action : {save, saveAs}) {
        action->setEnabled(false);
        connect(m_workbench, &Workbench::resultChanged, action,
                [action](const ResultPtr& result) { action->setEnabled(result != nullptr); });
    }
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    for (const QString& file : m_settings.recentFiles())
        m_recent->addAction(QFileInfo(file).fileName(), this, [this, file] { openPath(file); })->setToolTip(file);
    if (m_recent->isEmpty())
        m_recent->addAction(tr("No session was opened yet"))->setEnabled(false);
    m_recent->setToolTipsVisible(true);
}

void MainWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QUndoStack* stack = m_workbench->undo()->stack();
    const auto add = [&](QAction* action, const QKeySequence& key, void (UndoRecorder::*does)()) {
        disconnect(action, nullptr, stack, nullptr); // changes under way are recorded first
        connect(action, &QAction::triggered, m_workbench->undo(), does);
        action->setShortcut(key);
        menu->addAction(action);
    };
    add(stack->createUndoAction(menu, tr("&Undo")), QKeySequence("Ctrl+Z"), &UndoRecorder::undo);
    add(stack->createRedoAction(menu, tr("&Redo")), QKeySequence("Ctrl+Shift+Z"), &UndoRecorder::redo);
    menu->addSeparator();
    menu->addActions({m_figures->copyPicture(), m_figures->copyNumbers()});
    menu->addSeparator();
    menu->addAction(tr("&Free the pinned cell"), QKeySequence(Qt::Key_Escape), this, &MainWindow::leaveField);
    menu->addSeparator();
    menu->addAction(tr("&Commands…"), QKeySequence("Ctrl+K"), this, &MainWindow::openPalette);
    menu->addAction(tr("&Preferences…"), QKeySequence("Ctrl+,"), this, &MainWindow::openPreferences);
}

void MainWindow::openPreferences()
{
    auto* dialog = new PreferencesDialog(&m_preferences, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::openPalette()
{
    if (!m_palette)
        m_palette = new CommandPalette(this);
    m_palette->open(workbenchCommands(m_workbench, &m_examples) + menuCommands(menuBar()));
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    addViewActions(menu, m_views);
    QAction* full =
        menu->addAction(tr("&Full screen"), this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setShortcuts({QKeySequence(Qt::Key_F), QKeySequence(Qt::Key_F11)});
    menu->addSeparator();
    makeThemeMenu(menu->addMenu(tr("&Theme")));
}

void MainWindow::makeThemeMenu(QMenu* menu)
{
    auto* group = new QActionGroup(menu);
    const std::pair<QString, ThemeChoice> choices[] = {
        {tr("As the system"), ThemeChoice::System}, {tr("Light"), ThemeChoice::Light}, {tr("Dark"), ThemeChoice::Dark}};
    for (const auto& [text, theme] : choices) {
        QAction* action = menu->addAction(text, this, [this, theme = theme] {
            Preferences preferences = m_preferences.preferences();
            preferences.theme = theme;
            m_preferences.set(preferences);
        });
        const auto follow = [this, action, theme = theme] {
            action->setChecked(m_preferences.preferences().theme == theme);
        };
        action->setCheckable(true);
        group->addAction(action);
        connect(&m_preferences, &PreferencesModel::changed, action, follow);
        follow();
    }
}

void MainWindow::makeRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    QAction* run = menu->addAction(tr("&Run"), m_workbench, &Workbench::run);
    run->setShortcuts({QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")});
    QAction* cancel = menu->addAction(tr("&Cancel"), QKeySequence("Ctrl+."), m_workbench, &Workbench::cancel);
    cancel->setEnabled(false);
    connect(m_workbench, &Workbench::busyChanged, cancel, &QAction::setEnabled);
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&Keys"), QKeySequence(Qt::Key_F1), this,
                    [this] { showKeys(this, static_cast<int>(m_views->views().size())); });
    menu->addAction(tr("&About Headlight"), this, [this] { showAbout(this); });
}

} // namespace headlight::ui
