// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/value_ticks.h"

#include <algorithm>
#include <cmath>

#include "figures/isolated.h"
#include "figures/value_axis.h"
#include "ui/plots/figure_scene.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ValueTicks)
};

constexpr int tickGap = 4;
constexpr int ticksWidth = 60;
constexpr int mostTicks = 6;
constexpr double linesPerTick = 1.15; // the least distance of ticks, in heights of their text

void drawTick(QCPPainter& painter, const QRect& map, double y, const QString& text)
{
    const int height = painter.fontMetrics().height();
    // At the ends, texts stay beside the panel.
    const int top =
        std::clamp(int(std::lround(y)) - height / 2, map.top() - height / 3, map.bottom() + 1 - height + height / 3);
    painter.drawText(QRect(map.left() - tickGap - ticksWidth, top, ticksWidth, height),
                     Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, text);
}

void drawTicks(QCPPainter& painter, const QRect& map, const ValueAxis& axis)
{
    const double extent = axis.high - axis.low;
    const double room = map.height() / (linesPerTick * painter.fontMetrics().height());
    const double step = niceStep(extent, std::clamp(int(room), 1, mostTicks));
    for (const double value : tickValues(axis.low, axis.high, step))
        drawTick(painter, map, map.top() + (axis.high - value) / extent * map.height(), stepText(value, step));
}

void drawBinEnds(QCPPainter& painter, const QRect& map)
{
    drawTick(painter, map, map.top(), Text::tr("max."));
    drawTick(painter, map, map.bottom() + 1, Text::tr("min."));
}

void drawName(QCPPainter& painter, const FigureScene& scene, const QRect& map, const QString& name)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = map.left() - tickGap - scene.geometry.rowLabelWidth - scene.geometry.axisNameWidth;
    const QString text = elided(metrics, name, map.height() + metrics.height());
    const int length = metrics.horizontalAdvance(text);
    painter.save();
    painter.translate(left, map.center().y());
    painter.rotate(-90);
    painter.drawText(QRect(-length / 2, 0, length, metrics.height()), Qt::AlignCenter | Qt::TextDontClip, text);
    painter.restore();
}

/// Between the ends of the panel, where texts are not cut.
QRect textBelow(const QRect& map, double x, int width, int top, int height)
{
    const int left = std::clamp(int(std::lround(x - width / 2.0)), map.left() - tickGap, map.right() + tickGap - width);
    return {left, top, width, height};
}

} // namespace

void drawAcrossTicks(QCPPainter& painter, const FigureScene& scene, int panel)
{
    const QRect map = scene.mapRect(panel);
    const ValueAxis axis = scene.acrossAxis(panel);
    const QFontMetrics metrics = painter.fontMetrics();
    const double extent = axis.high - axis.low;
    const double step = niceStep(extent, std::clamp(map.width() / ticksWidth, 1, mostTicks));
    const int top = map.bottom() + 1 + tickGap;
    for (const double value : tickValues(axis.low, axis.high, step)) {
        const QString text = stepText(value, step);
        const double x = map.left() + (value - axis.low) / extent * map.width();
        painter.drawText(textBelow(map, x, metrics.horizontalAdvance(text), top, metrics.height()),
                         Qt::AlignCenter | Qt::TextDontClip, text);
    }
    painter.drawText(QRect(map.left(), top + metrics.height(), map.width(), metrics.height()),
                     Qt::AlignCenter | Qt::TextDontClip, axis.name);
}

void drawValueTicks(QCPPainter& painter, const FigureScene& scene, int panel)
{
    const QRect map = scene.mapRect(panel);
    painter.setFont(scene.style.smallFont);
    painter.setPen(scene.style.faintText);
    if (scene.panel(panel).kind == Panel::Kind::Histograms)
        drawBinEnds(painter, map);
    else
        drawTicks(painter, map, scene.valueAxis(panel));
    drawName(painter, scene, map, scene.panel(panel).axis.name);
}

} // namespace headlight::ui
