// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

#include "figures/figure_data.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// Where one panel stands, and which labels it carries.
struct PanelBox {
    QRect map;   ///< the cells
    QRect title; ///< above it; empty without title
    bool rowLabels = false;
    bool columnLabels = false;
};

/// Where everything of a figure stands.
struct FigureGeometry {
    QList<PanelBox> panels; ///< as many as the figure has
    int columns = 1;
    int rowLabelWidth = 0;
    int axisNameWidth = 0; ///< left of the row labels; 0 where the axis needs no name
    int columnLabelHeight = 0;
    int columnNameHeight = 0; ///< under the column labels; 0 where the axis needs no name
    bool rotated = false; ///< column labels read upwards
    QRect title;          ///< of the whole figure; empty on screen
    QRect caption;        ///< likewise
    QRect body;           ///< between title and caption; empty on screen
    QRect colourBar;      ///< the bar itself; ticks and label stand to its right
};

/// Places `figure` in a rectangle of `size`.
FigureGeometry layoutFigure(const FigureData& figure, const FigureStyle& style, const QSize& size);

/// The height at which panels have the proportions that suit them.
int heightForWidth(const FigureData& figure, const FigureStyle& style, int width);
/// The least height at which every row of every panel can be told apart; at most that of `heightForWidth`.
int leastHeight(const FigureData& figure, const FigureStyle& style, int width);

} // namespace headlight::ui
