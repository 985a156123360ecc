// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "figures/view_table.h"
#include "ui/views/blocks_view.h"
#include "ui/views/compare_view.h"
#include "ui/views/distribution_view.h"
#include "ui/views/heads_view.h"
#include "ui/views/other_views.h"
#include "ui/views/tokens_view.h"
#include "ui/views/what_if_view.h"

namespace headlight::ui {

QList<View*> makeViews(Selection* selection, QWidget* parent)
{
    QList<View*> views{new HeadsView(selection, parent),    new LayersView(selection, parent),
                       new OverviewView(selection, parent), new TokenToHeadView(selection, parent),
                       new TokensView(selection, parent),   new DistributionView(selection, parent),
                       new CompareView(selection, parent),  new BlocksView(selection, parent),
                       new WhatIfView(selection, parent)};
    const QStringList order = viewNames();
    std::sort(views.begin(), views.end(),
              [&order](const View* a, const View* b) { return order.indexOf(a->id()) < order.indexOf(b->id()); });
    return views;
}

} // namespace headlight::ui
