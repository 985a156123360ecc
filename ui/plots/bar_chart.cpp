// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/bar_chart.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr double gapOfPitch = 0.16; // left free between bars, where they are wide enough
constexpr double narrowPitch = 4;   // pixels; below it bars touch
// The least strength of a bar's colour: bars near zero must still be seen.
constexpr double faintest = 0.45;

} // namespace

BarChart::BarChart(QCPAxis* keyAxis, QCPAxis* valueAxis) : FigurePlottable(keyAxis, valueAxis) {}

void BarChart::setData(const Array& values, std::shared_ptr<const ColourTable> colours)
{
    m_values = values;
    m_colours = std::move(colours);
}

void BarChart::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel.values, look.colours);
    setColour(panel.plain ? look.style.bars : QColor());
}

QRectF BarChart::barRect(int column, float value) const
{
    double left = keyAxis()->coordToPixel(column);
    double right = keyAxis()->coordToPixel(column + 1);
    if (right - left >= narrowPitch) {
        const double gap = (right - left) * gapOfPitch / 2;
        left = std::round(left + gap);
        right = std::round(right - gap);
    }
    const double zero = valueAxis()->coordToPixel(0);
    return QRectF(QPointF(left, zero), QPointF(right, valueAxis()->coordToPixel(double(value)))).normalized();
}

QColor BarChart::colourOf(float value) const
{
    if (m_colour.isValid())
        return m_colour;
    const double least = faintest * m_colours->range().high;
    return m_colours->colour(float(std::copysign(std::max(std::abs(double(value)), least), double(value))));
}

void BarChart::draw(QCPPainter* painter)
{
    if (!m_colours)
        return;
    painter->setAntialiasing(false);
    for (int column = 0; column < int(m_values.size()); ++column) {
        const float value = m_values.at({0, column});
        if (std::isfinite(value))
            painter->fillRect(barRect(column, value), colourOf(value));
        else // as high as the panel, for it has no height of its own
            painter->fillRect(barRect(column, 0).united(barRect(column, float(valueAxis()->range().upper))),
                              QColor(nanColour));
    }
}

} // namespace headlight::ui
