// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_memory.h"

#include <QMainWindow>
#include <QSplitter>

#include "ui/state/settings.h"
#include "ui/state/workbench.h"
#include "ui/views/view.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

constexpr QSize firstSize(1280, 800);
constexpr int sideWidth = 250;

} // namespace

void WindowMemory::restore()
{
    m_parts.workbench->cost()->setRate(m_settings->rate());
    m_parts.window->resize(firstSize);
    m_parts.window->restoreGeometry(m_settings->bytes("geometry"));
    if (!m_parts.columns->restoreState(m_settings->bytes("columns")))
        m_parts.columns->setSizes({sideWidth, firstSize.width() - 2 * sideWidth - 45, sideWidth + 45});
    m_parts.views->restoreLayout(m_settings->bytes("viewLayout"));
    m_parts.views->showView(QString::fromUtf8(m_settings->bytes("frontView")));
}

void WindowMemory::remember()
{
    const InputModel* input = m_parts.workbench->input();
    m_settings->setRate(m_parts.workbench->cost()->rate());
    m_settings->setBytes("geometry", m_parts.window->saveGeometry());
    m_settings->setBytes("columns", m_parts.columns->saveState());
    m_settings->setBytes("viewLayout", m_parts.views->layoutState());
    m_settings->setBytes("frontView", m_parts.views->front()->id().toUtf8());
    m_settings->setInput(input->question(), input->context());
}

} // namespace headlight::ui
