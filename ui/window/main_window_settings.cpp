// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window remembers, and how preferences change it.
#include <QApplication>
#include <QEvent>
#include <QSplitter>
#include <QTimer>

#include "ui/panels/left_panel.h"
#include "ui/theme/application_theme.h"
#include "ui/views/view.h"
#include "ui/window/main_window.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int sideWidth = 250;
constexpr int narrowestSide = 210;

} // namespace

/// The left column scrolls upwards and downwards only: it must have the width of what is in it.
void MainWindow::fitLeftColumn()
{
    m_left->setMinimumWidth(std::max(narrowestSide, m_left->neededWidth()));
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::Polish || event->type() == QEvent::FontChange)
        QTimer::singleShot(0, this, &MainWindow::fitLeftColumn); // after all within have heard of the font
    if (event->type() == QEvent::WindowActivate) // network file systems tell of no change
        m_workbench->files()->check();
    return QMainWindow::event(event);
}

void MainWindow::usePreferences(const Preferences& now, const Preferences& before)
{
    applyPreferences(now, before, *m_workbench);
    const auto look = [](const Preferences& each) {
        return std::tuple(each.theme, each.highContrast, each.fontPixels);
    };
    if (look(now) != look(before))
        applyLook(*static_cast<QApplication*>(QCoreApplication::instance()),
                  {now.theme, now.highContrast, now.fontPixels});
}

void MainWindow::restore()
{
    m_workbench->cost()->setRate(m_settings.rate());
    resize(firstSize);
    restoreGeometry(m_settings.bytes("geometry"));
    if (!m_columns->restoreState(m_settings.bytes("columns")))
        m_columns->setSizes({sideWidth, firstSize.width() - 2 * sideWidth - 45, sideWidth + 45});
    m_views->restoreLayout(m_settings.bytes("viewLayout"));
    m_views->showView(QString::fromUtf8(m_settings.bytes("frontView")));
    m_workbench->setOpenViews(m_views->openViews());
    m_workbench->setFrontView(m_views->front()->id());
}

void MainWindow::remember()
{
    m_settings.setRate(m_workbench->cost()->rate());
    m_settings.setBytes("geometry", saveGeometry());
    m_settings.setBytes("columns", m_columns->saveState());
    m_settings.setBytes("viewLayout", m_views->layoutState());
    m_settings.setBytes("frontView", m_views->front()->id().toUtf8());
    m_settings.setInput(m_workbench->input()->question(), m_workbench->input()->context());
}

} // namespace headlight::ui
