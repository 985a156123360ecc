// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <utility>

class QBrush;
class QFont;
class QPainterPath;
class QPen;
class QRectF;
class QTransform;

namespace headlight::ui {

/// Names and values, in the order in which they are written.
using SvgAttributes = QList<std::pair<QString, QString>>;

// What Qt's pens, brushes, fonts and paths are in SVG 1.1. What is as svgDefaults() has it is left out.

/// Of the group that holds all elements: nothing is filled or outlined, and lines end and join as a new QPen's.
SvgAttributes svgDefaults();

/// `opacity`: of the painter, 0 to 1.
SvgAttributes svgFill(const QBrush& brush, double opacity);
SvgAttributes svgStroke(const QPen& pen, double opacity);
/// The colour of `pen`, and the font: its family by name, for the text stays text.
SvgAttributes svgTextPaint(const QPen& pen, const QFont& font, double opacity);

/// x, y, width and height.
SvgAttributes svgRect(const QRectF& rect);
/// Nothing where it moves nothing.
SvgAttributes svgTransform(const QTransform& transform);
/// The attribute d of a path.
QString svgPathData(const QPainterPath& path);
/// To six digits, as short as can be.
QString svgNumber(double value);

} // namespace headlight::ui
