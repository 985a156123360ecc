// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_marks.h"

#include <algorithm>

#include "ui/plots/figure_scene.h"

namespace headlight::ui {
namespace {

constexpr double inset = 0.14;  // of a cell, between its edge and the cross
constexpr double thick = 1.5;   // pixels
constexpr double ruleWidth = 3; // pixels, of the ground between two columns
constexpr int lightFrom = 140;  // of 255: grey levels that dark strokes are seen on

void drawCross(QCPPainter& painter, const QRectF& cell)
{
    const double margin = inset * std::min(cell.width(), cell.height());
    const QRectF cross = cell.adjusted(margin, margin, -margin, -margin);
    painter.drawLine(QLineF(cross.topLeft(), cross.bottomRight()));
    painter.drawLine(QLineF(cross.topRight(), cross.bottomLeft()));
}

void drawRule(QCPPainter& painter, const FigureScene& scene, int index)
{
    const QRect map = scene.mapRect(index);
    const double x = scene.cellRect(index, {0, scene.panel(index).ruledColumn}).left();
    if (x <= map.left() || x >= map.right())
        return;
    painter.setPen(Qt::NoPen);
    painter.fillRect(QRectF(x - ruleWidth / 2, map.top(), ruleWidth, map.height()), scene.style.background);
}

} // namespace

void drawCellMarks(QCPPainter& painter, const FigureScene& scene, int index)
{
    const Panel& panel = scene.panel(index);
    if (panel.ruledColumn > 0)
        drawRule(painter, scene, index);
    painter.save();
    painter.setAntialiasing(true);
    painter.setClipRect(scene.mapRect(index));
    for (const PanelCell& place : panel.marked) {
        const bool light = qGray(scene.colours[index]->colour(panel.value(place))) >= lightFrom;
        painter.setPen(QPen(light ? QColor(Qt::black) : QColor(Qt::white), thick));
        drawCross(painter, scene.cellRect(index, place));
    }
    painter.restore();
}

} // namespace headlight::ui
