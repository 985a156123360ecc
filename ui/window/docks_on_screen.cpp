// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What sessions keep of the docks.
#include "ui/views/view.h"
#include "ui/window/dock_arrangement.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

void ViewDocks::keepScreen(ViewState& state) const
{
    state.arrangement = arrangementOf(*this);
    for (const View* view : m_views)
        view->keepState(state);
}

/// Files of older versions, and of other programs, know at most which views were open.
void ViewDocks::restoreScreen(const ViewState& state)
{
    QStringList open;
    for (const std::string& each : state.openViews)
        open.append(QString::fromStdString(each));
    if (!arrangeViews(*this, state.arrangement))
        setOpenViews(open);
    for (View* view : m_views)
        view->restoreState(state);
    showView(QString::fromStdString(state.view));
    arrange();
}

} // namespace headlight::ui
