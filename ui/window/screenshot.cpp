// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/screenshot.h"

#include <QApplication>
#include <QTimer>
#include <cstdio>

#include "ui/views/view.h"
#include "ui/window/main_window.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

/// Views draw a moment after they are told what; the bundled maps take far less than this.
constexpr int settleMilliseconds = 700;

} // namespace

Screenshot::Screenshot(ScreenshotOptions options, bool waits, MainWindow* window)
    : QObject(window),
      m_options(std::move(options)),
      m_window(window),
      m_waits(waits)
{
    Workbench* workbench = window->workbench();
    connect(workbench->shown(), &ShownResult::changed, this, &Screenshot::consider);
    connect(workbench, &Workbench::busyChanged, this, &Screenshot::consider);
    connect(workbench->problems(), &Problems::reported, this,
            [this](Place, const Error& error) { giveUp(error.text()); });
}

void Screenshot::consider()
{
    const Workbench* workbench = m_window->workbench();
    const bool complete = workbench->result() && workbench->result()->stage == Stage::Complete;
    if (m_arranged || workbench->isBusy() || (m_waits && !complete))
        return;
    m_arranged = true;
    // After all others have heard of the result.
    QTimer::singleShot(0, this, &Screenshot::arrange);
}

void Screenshot::arrange()
{
    Selection* selection = m_window->workbench()->selection();
    m_window->views()->showView(m_options.view);
    if (!m_options.measure.isEmpty())
        selection->setMeasure(m_options.measure);
    Cell cell = selection->pinned();
    cell.layer = m_options.layer < 0 ? cell.layer : m_options.layer;
    cell.head = m_options.head < 0 ? cell.head : m_options.head;
    selection->pin(cell);
    m_window->views()->front()->setFocus();
    QTimer::singleShot(settleMilliseconds, this, &Screenshot::take);
}

void Screenshot::take()
{
    if (!m_window->grab().save(m_options.file, "PNG"))
        return giveUp("Cannot write " + m_options.file.toStdString());
    QApplication::exit(0);
}

void Screenshot::giveUp(const std::string& reason)
{
    std::fprintf(stderr, "headlight: %s\n", reason.c_str());
    QApplication::exit(1);
}

} // namespace headlight::ui
