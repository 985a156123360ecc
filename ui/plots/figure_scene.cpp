// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_scene.h"

#include <algorithm>

namespace headlight::ui {

LabelStrip FigureScene::rowStrip(int index) const
{
    const Panel& shown = panel(index);
    LabelStrip strip;
    strip.texts = shown.rows.texts;
    strip.panel = mapRect(index);
    strip.first = window.top() * shown.rowCount();
    strip.length = window.height() * shown.rowCount();
    strip.room = geometry.rowLabelWidth;
    return strip;
}

LabelStrip FigureScene::columnStrip(int index) const
{
    const Panel& shown = panel(index);
    LabelStrip strip;
    strip.texts = shown.columns.texts;
    strip.panel = mapRect(index);
    strip.first = window.left() * shown.columnCount();
    strip.length = window.width() * shown.columnCount();
    strip.room = geometry.rotated ? geometry.columnLabelHeight : int(mapRect(index).width() / strip.length);
    strip.rotated = geometry.rotated;
    return strip;
}

QRectF FigureScene::cellRect(int index, const PanelCell& place) const
{
    const Panel& shown = panel(index);
    const QRectF map = mapRect(index);
    const double width = map.width() / (window.width() * shown.columnCount());
    const double x = map.left() + (place.column - window.left() * shown.columnCount()) * width;
    if (!shown.isMap())
        return {x, map.top(), width, map.height()};
    const double height = map.height() / (window.height() * shown.rowCount());
    return {x, map.top() + (place.row - window.top() * shown.rowCount()) * height, width, height};
}

ValueAxis FigureScene::valueAxis(int index) const
{
    ValueAxis axis = panel(index).axis;
    if (panel(index).kind != Panel::Kind::Boxes)
        return axis;
    const double extent = axis.high - axis.low;
    const double top = axis.high - window.top() * extent;
    axis.low = top - window.height() * extent;
    axis.high = top;
    return axis;
}

PanelCell FigureScene::cellAt(int index, const QPoint& pixel) const
{
    const Panel& shown = panel(index);
    const QRect map = mapRect(index);
    const double x = window.left() + window.width() * (pixel.x() + 0.5 - map.left()) / map.width();
    const double y = window.top() + window.height() * (pixel.y() + 0.5 - map.top()) / map.height();
    const int row = !shown.isMap() ? 0 : int(y * shown.rowCount());
    return {std::clamp(row, 0, shown.rowCount() - 1),
            std::clamp(int(x * shown.columnCount()), 0, shown.columnCount() - 1)};
}

int FigureScene::panelAt(const QPoint& pixel) const
{
    for (int i = 0; i < geometry.panels.size(); ++i) {
        if (mapRect(i).contains(pixel))
            return i;
    }
    return -1;
}

bool FigureScene::isChosen(int index) const
{
    const Panel& shown = panel(index);
    if (figure.panels.size() < 2 || !shown.isMap() || shown.rows.axis == Axis::Layer)
        return false;
    return shown.covers(pinned);
}

QString FigureScene::labelAt(const QPoint& pixel) const
{
    for (int i = 0; i < geometry.panels.size(); ++i) {
        const PanelBox& box = geometry.panels[i];
        const int width = geometry.rowLabelWidth;
        const QRect left(box.map.left() - width, box.map.top(), width, box.map.height());
        const QRect below(box.map.left(), box.map.bottom(), box.map.width(), geometry.columnLabelHeight);
        if (box.rowLabels && left.contains(pixel))
            return panel(i).rows.texts.value(cellAt(i, {box.map.left(), pixel.y()}).row);
        if (box.columnLabels && below.contains(pixel))
            return panel(i).columns.texts.value(cellAt(i, {pixel.x(), box.map.top()}).column);
    }
    return {};
}

} // namespace headlight::ui
