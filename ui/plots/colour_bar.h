// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QString>

class QPainter;

namespace headlight::ui {

class ColourTable;
struct ColourRange;
struct FigureStyle;

/// What a colour bar says.
struct ColourBarText {
    QString label;        ///< beside the bar, read upwards
    bool numbered = true; ///< false: each map has a range of its own, so the ends are words
};

/// A vertical bar in `rect` with five ticks, an arrow at an end beyond which there are values, and a swatch for NaN where
/// there is any.
void drawColourBar(QPainter& painter, const QRect& rect, const ColourTable& colours, const ColourBarText& text,
                   const FigureStyle& style);

/// What may be marked on a logarithmic scale, the most welcome first: the ends, zero, powers of ten with both signs.
QList<double> logarithmicTicks(const ColourRange& range);
/// The text of a tick: as many decimals as `step` needs.
QString tickText(double value, double step);

} // namespace headlight::ui
