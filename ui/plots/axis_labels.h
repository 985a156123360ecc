// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>
#include <QStringList>

class QPainter;

namespace headlight::ui {

/// Labels along one side of a panel, as many as its cells: drawn where they do not run into each other.
struct LabelStrip {
    QStringList texts;
    QRect panel;       ///< whose left or lower side they stand at
    double first = 0;  ///< the first cell in sight, perhaps in part
    double length = 1; ///< the number of cells in sight
    int room = 0;      ///< pixels for a label's length
    bool rotated = false;
    QList<int> named = {}; ///< cells whose labels are drawn before others, where not all have room
};

/// The distance of cells from one drawn label to the next.
int labelStride(double pitch, int lineHeight);

/// The cells in sight whose labels are drawn, at least `stride` cells apart.
QList<int> shownLabels(const LabelStrip& strip, int stride);

/// To the left of the panel, one a row.
void drawRowLabels(QPainter& painter, const LabelStrip& strip);
/// Below the panel, one a column.
void drawColumnLabels(QPainter& painter, const LabelStrip& strip);

/// Where the label of cell `index` stands: for one that is pointed at.
QRect rowLabelRect(const LabelStrip& strip, int index, int lineHeight);
QRect columnLabelRect(const LabelStrip& strip, int index, const QSize& text);
void drawRowLabel(QPainter& painter, const LabelStrip& strip, int index);
void drawColumnLabel(QPainter& painter, const LabelStrip& strip, int index);

/// The distance between drawn labels of a strip.
int rowStride(const LabelStrip& strip, int lineHeight);
int columnStride(const LabelStrip& strip, int lineHeight);
/// The label of `index` and those drawn ones that it would run into: to be cleared before it is drawn by itself.
QList<int> labelsNear(int index, int stride, double pitch, int lineHeight);
/// What to clear for a label; neighbours that do not run into it stay whole.
QRect rowLabelPlace(const LabelStrip& strip, int index, int ascent);
QRect columnLabelPlace(const LabelStrip& strip, int index, int ascent);

} // namespace headlight::ui
