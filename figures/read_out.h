// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_data.h"

namespace headlight::ui {

/// A cell of the figure's panel `index` in words: "Layer 4, head 6: include (14) → include (14)  −0.2034"; or what the
/// panel says of the column.
QString readOut(const FigureData& figure, int index, const PanelCell& place);

/// The panel and the place that show `cell`, where there is one with both a row and a column.
struct FoundPlace {
    int panel = -1;
    PanelCell place;
};
FoundPlace findPlace(const FigureData& figure, const Cell& cell);

} // namespace headlight::ui
