// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QString>

class QFontMetrics;
class QPainter;

namespace headlight::ui {

class ColourTable;
struct ColourRange;
struct FigureStyle;

/// What a colour bar says.
struct ColourBarText {
    QString label;        ///< beside the bar, read upwards
    bool numbered = true; ///< false: each map has a range of its own, so the ends are words
    int tickWidth = 0;    ///< room for the ticks, beyond which the label stands
    QRect room = {};      ///< whose height a long label may take; null: a little more than the bar's
};

inline constexpr int widestTicks = 52; ///< pixels

/// The room that the ticks of a bar need, at most as much as they have on screen.
int tickRoom(const ColourRange& range, bool numbered, const QFontMetrics& metrics);

/// A vertical bar in `rect` with five ticks, an arrow at an end beyond which there are values, and a swatch for NaN
/// where there is any.
void drawColourBar(QPainter& painter, const QRect& rect, const ColourTable& colours, const ColourBarText& text,
                   const FigureStyle& style);

/// What may be marked on a logarithmic scale, the most welcome first: the ends, zero, powers of ten with both signs.
QList<double> logarithmicTicks(const ColourRange& range);
/// The text of a tick: as many decimals as `step` needs.
QString tickText(double value, double step);

} // namespace headlight::ui
