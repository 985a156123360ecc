// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "figures/token_text.h"

namespace headlight::ui {
namespace {

constexpr double dotReach = 8; // pixels from the pointer to a dot that is meant
constexpr double dotExtent = 7;

/// The part of `axis` between two fractions of it.
ValueAxis partOf(const ValueAxis& axis, double begin, double end)
{
    const double extent = axis.high - axis.low;
    return {axis.low + begin * extent, axis.low + end * extent, axis.name};
}

QPointF dotAt(const FigureScene& scene, int index, std::size_t cell)
{
    const Panel& shown = scene.panel(index);
    const ValueAxis across = scene.acrossAxis(index);
    const ValueAxis axis = scene.valueAxis(index);
    const QRectF map = scene.mapRect(index);
    const double x = (double(shown.values.values()[cell]) - across.low) / (across.high - across.low);
    const double y = (axis.high - double(shown.others.values()[cell])) / (axis.high - axis.low);
    return {map.left() + x * map.width(), map.top() + y * map.height()};
}

PanelCell nearestDot(const FigureScene& scene, int index, const QPoint& pixel)
{
    double nearest = dotReach * dotReach;
    PanelCell place{-1, -1};
    const int columns = scene.panel(index).columnCount();
    for (std::size_t cell = 0; cell < scene.panel(index).values.size(); ++cell) {
        const QPointF away = dotAt(scene, index, cell) - pixel;
        const double distance = away.x() * away.x() + away.y() * away.y();
        if (distance < nearest) {
            nearest = distance;
            place = {int(cell) / columns, int(cell) % columns};
        }
    }
    return place;
}

QRectF dotRect(const FigureScene& scene, int index, const PanelCell& place)
{
    const auto cell = static_cast<std::size_t>(place.row * scene.panel(index).columnCount() + place.column);
    QRectF rect(0, 0, dotExtent, dotExtent);
    rect.moveCenter(dotAt(scene, index, cell));
    return rect;
}

} // namespace

QList<int> FigureScene::namedEntries(const AxisLabels& labels) const
{
    QList<int> entries;
    if (labels.axis == Axis::From || labels.axis == Axis::To)
        for (const int token : figure.namedTokens)
            entries.append(labels.entryOf(token));
    return entries;
}

LabelStrip FigureScene::rowStrip(int index) const
{
    const Panel& shown = panel(index);
    LabelStrip strip;
    strip.texts = shown.rows.shownTexts();
    strip.panel = mapRect(index);
    strip.first = window.top() * shown.rowCount();
    strip.length = window.height() * shown.rowCount();
    strip.room = geometry.rowLabelWidth;
    strip.named = namedEntries(shown.rows);
    return strip;
}

LabelStrip FigureScene::columnStrip(int index) const
{
    const Panel& shown = panel(index);
    LabelStrip strip;
    strip.texts = shown.columns.shownTexts();
    strip.panel = mapRect(index);
    strip.first = window.left() * shown.columnCount();
    strip.length = window.width() * shown.columnCount();
    strip.room = geometry.rotated ? geometry.columnLabelHeight : int(mapRect(index).width() / strip.length);
    strip.rotated = geometry.rotated;
    strip.named = namedEntries(shown.columns);
    return strip;
}

QRectF FigureScene::cellRect(int index, const PanelCell& place) const
{
    const Panel& shown = panel(index);
    if (shown.kind == Panel::Kind::Scatter)
        return dotRect(*this, index, place);
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
    const Panel::Kind kind = panel(index).kind;
    const bool follows = kind == Panel::Kind::Boxes || kind == Panel::Kind::Scatter;
    const ValueAxis& axis = panel(index).axis;
    return follows ? partOf(axis, 1 - window.bottom(), 1 - window.top()) : axis;
}

ValueAxis FigureScene::acrossAxis(int index) const
{
    return partOf(panel(index).across, window.left(), window.right());
}

PanelCell FigureScene::cellAt(int index, const QPoint& pixel) const
{
    const Panel& shown = panel(index);
    if (shown.kind == Panel::Kind::Scatter)
        return nearestDot(*this, index, pixel);
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
    if (figure.panels.first().base == figure.panels.last().base) // all are of one head: a frame would say nothing
        return false;
    if (!shown.isMap() || shown.rows.axis == Axis::Layer)
        return false;
    return shown.covers(pinned);
}

FoundPlace FigureScene::rowLabelAt(const QPoint& pixel) const
{
    for (int i = 0; i < geometry.panels.size(); ++i) {
        const QRect map = geometry.panels[i].map;
        const int width = geometry.rowLabelWidth;
        const bool labelled = geometry.panels[i].rowLabels && panel(i).isMap();
        if (labelled && QRect(map.left() - width, map.top(), width, map.height()).contains(pixel))
            return {i, {cellAt(i, {map.left(), pixel.y()}).row, -1}};
    }
    return {};
}

QString FigureScene::labelAt(const QPoint& pixel) const
{
    for (int i = 0; i < geometry.panels.size(); ++i) {
        const PanelBox& box = geometry.panels[i];
        const int width = geometry.rowLabelWidth;
        if (panel(i).kind == Panel::Kind::Scatter)
            continue;
        const QRect left(box.map.left() - width, box.map.top(), width, box.map.height());
        const QRect below(box.map.left(), box.map.bottom(), box.map.width(), geometry.columnLabelHeight);
        if (box.rowLabels && left.contains(pixel))
            return describedToken(panel(i).rows.texts.value(cellAt(i, {box.map.left(), pixel.y()}).row));
        if (box.columnLabels && below.contains(pixel))
            return describedToken(panel(i).columns.texts.value(cellAt(i, {pixel.x(), box.map.top()}).column));
    }
    return {};
}

} // namespace headlight::ui
