// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <memory>
#include <optional>

#include "figures/colour_map.h"
#include "figures/read_out.h"
#include "ui/plots/axis_labels.h"
#include "ui/plots/figure_geometry.h"

namespace headlight::ui {

/// All that is drawn at one moment: shared by the parts that draw it.
struct FigureScene {
    FigureData figure;
    FigureStyle style;
    FigureGeometry geometry;
    QRectF window{0, 0, 1, 1};                         ///< the part of every panel in sight, as fractions
    QList<std::shared_ptr<const ColourTable>> colours; ///< one a panel
    Cell pinned;
    std::optional<Cell> hovered;

    const Panel& panel(int index) const { return figure.panels[index]; }
    const QRect& mapRect(int index) const { return geometry.panels[index].map; }
    /// The entries of the tokens that are to be named.
    QList<int> namedEntries(const AxisLabels& labels) const;
    LabelStrip rowStrip(int panel) const;
    LabelStrip columnStrip(int panel) const;
    /// The pixels of a cell of a panel, perhaps outside of it when zoomed.
    QRectF cellRect(int panel, const PanelCell& place) const;
    /// The part of a panel's value axis in sight: that of box plots and dots follows the window.
    ValueAxis valueAxis(int panel) const;
    /// The same of a scatter panel's other axis, to the right.
    ValueAxis acrossAxis(int panel) const;
    /// The cell of `panel` under `pixel`, which lies in its map.
    /// Of a scatter panel the nearest dot's; {-1, -1} where none is near.
    PanelCell cellAt(int panel, const QPoint& pixel) const;
    /// The panel whose map holds `pixel`; -1 for none.
    int panelAt(const QPoint& pixel) const;
    /// The panel and the row whose label is under `pixel`; panel -1 for none.
    FoundPlace rowLabelAt(const QPoint& pixel) const;
    /// Whether the panel is the one that the pinned layer and head name.
    bool isChosen(int panel) const;
    /// The whole text of the axis label under `pixel`; empty for none.
    QString labelAt(const QPoint& pixel) const;
};

} // namespace headlight::ui
