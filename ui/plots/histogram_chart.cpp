// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_chart.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr double room = 0.1;     // of a column, left free at each side
constexpr double leastWidth = 1; // pixels: a bin that holds anything is seen

/// A bar of whole pixels, at least one: of bins that share a pixel the longest is seen.
QRectF crisp(double top, double pitch, double left, double length)
{
    const double from = std::round(top);
    return {left, from, std::round(length), std::max(1.0, std::round(top + pitch) - from)};
}

} // namespace

void HistogramChart::setData(const QList<UnitDistribution>& units, double largest, const FigureStyle& style)
{
    m_units = units;
    m_largest = largest;
    m_style = style;
}

void HistogramChart::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel.units, panel.axis.high, look.style);
}

void HistogramChart::drawColumn(QCPPainter& painter, const UnitDistribution& units, double left, double right) const
{
    const QRect map = keyAxis()->axisRect()->rect();
    const double width = (right - left) * (1 - 2 * room);
    const double start = std::round(left + (right - left) * room);
    const double pitch = double(map.height()) / double(massBins);
    const bool vectors = painter.modes().testFlag(QCPPainter::pmVectorized);
    painter.setAntialiasing(false);
    painter.fillRect(QRectF(start - 1, map.top(), 1, map.height()), m_style.frame);
    drawZero(painter, units, start, start + width);
    for (std::size_t bin = 0; bin < massBins; ++bin) {
        if (units.mass[bin] <= 0)
            continue;
        const double length = std::min(width, std::max(leastWidth, units.mass[bin] / m_largest * width));
        const double top = map.top() + double(massBins - 1 - bin) * pitch;
        painter.fillRect(vectors ? QRectF(start, top, length, pitch) : crisp(top, pitch, start, length), m_style.bars);
    }
}

void HistogramChart::drawZero(QCPPainter& painter, const UnitDistribution& units, double left, double right) const
{
    const double extent = units.binsHigh - units.binsLow;
    if (!(extent > 0) || units.binsLow > 0 || units.binsHigh < 0)
        return;
    const QRect map = keyAxis()->axisRect()->rect();
    const double y = std::floor(map.top() + units.binsHigh / extent * map.height());
    painter.fillRect(QRectF(left, y, right - left, 1), m_style.frame);
}

} // namespace headlight::ui
