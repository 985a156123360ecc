// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What sessions keep of the docks.
#include "ui/views/view.h"
#include "ui/window/dock_arrangement.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

KeptFields ViewDocks::keptFields()
{
    KeptFields fields{{[this](ViewState& state) {
                           state.arrangement = arrangementOf(*this);
                           for (const QString& id : openViews())
                               state.openViews.push_back(id.toStdString());
                       },
                       [this](const ViewState& state) { restoreArrangement(state); }}};
    for (View* view : m_views)
        fields = std::move(fields) + view->keptFields();
    const KeptFields front{keptText(
        &ViewState::view, [this] { return m_front->id(); },
        [this](const QString& id) {
            showView(id);
            arrange();
        })};
    return std::move(fields) + front;
}

/// Files of older versions, and of other programs, know at most which views were open.
void ViewDocks::restoreArrangement(const ViewState& state)
{
    QStringList open;
    for (const std::string& each : state.openViews)
        open.append(QString::fromStdString(each));
    if (!arrangeViews(*this, state.arrangement))
        setOpenViews(open);
}

} // namespace headlight::ui
