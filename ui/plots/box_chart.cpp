// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/box_chart.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr double boxPart = 0.56; // of a column
constexpr double widestBox = 44; // pixels
constexpr double capPart = 0.5;  // of a box
constexpr double smallestDot = 1;
constexpr double largestDot = 2.5;
constexpr double dotPart = 0.09; // a dot's radius, of a box
constexpr int dotAlpha = 150;    // many dots on one place are darker
constexpr double medianWidth = 2;

QPen line(const QColor& colour, double width = 1)
{
    return QPen(colour, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
}

} // namespace

void BoxChart::setData(const QList<UnitDistribution>& units, const FigureStyle& style)
{
    m_units = units;
    m_style = style;
}

void BoxChart::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel.units, look.style);
}

double BoxChart::pixelOf(double value) const
{
    // Far outside, coordinates beyond what painters can take.
    return std::floor(std::clamp(valueAxis()->coordToPixel(value), -1e5, 1e5)) + 0.5;
}

void BoxChart::draw(QCPPainter* painter)
{
    const QCPRange keys = keyAxis()->range();
    painter->setAntialiasing(false);
    painter->setPen(line(m_style.frame));
    painter->drawLine(
        QLineF(keyAxis()->coordToPixel(keys.lower), pixelOf(0), keyAxis()->coordToPixel(keys.upper), pixelOf(0)));
    UnitChart::draw(painter);
}

void BoxChart::drawColumn(QCPPainter& painter, const UnitDistribution& units, double left, double right) const
{
    const double width = std::min((right - left) * boxPart, widestBox);
    const double middle = std::floor((left + right) / 2) + 0.5;
    const double half = std::max(1.0, std::floor(width / 2));
    drawFliers(painter, units, middle, std::clamp(width * dotPart, smallestDot, largestDot));
    painter.setAntialiasing(false);
    drawWhiskers(painter, units, middle, std::floor(half * capPart));
    drawBox(painter, units, middle - half, middle + half);
}

void BoxChart::drawWhiskers(QCPPainter& painter, const UnitDistribution& units, double middle, double cap) const
{
    painter.setPen(line(m_style.faintText));
    const auto whisker = [&](double from, double to) {
        painter.drawLine(QLineF(middle, pixelOf(from), middle, pixelOf(to)));
        painter.drawLine(QLineF(middle - cap, pixelOf(to), middle + cap, pixelOf(to)));
    };
    whisker(units.q3, units.whiskerHigh);
    whisker(units.q1, units.whiskerLow);
}

void BoxChart::drawBox(QCPPainter& painter, const UnitDistribution& units, double left, double right) const
{
    const double top = pixelOf(units.q3);
    const double bottom = pixelOf(units.q1);
    painter.setPen(line(m_style.faintText));
    painter.setBrush(m_style.boxes);
    painter.drawRect(QRectF(left, top, right - left, bottom - top));
    painter.setPen(line(m_style.text, bottom - top > 3 * medianWidth ? medianWidth : 1));
    painter.drawLine(QLineF(left, pixelOf(units.median), right, pixelOf(units.median)));
}

void BoxChart::drawFliers(QCPPainter& painter, const UnitDistribution& units, double middle, double radius) const
{
    QColor dot = m_style.faintText;
    dot.setAlpha(dotAlpha);
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(dot);
    for (const double value : units.fliers)
        painter.drawEllipse(QPointF(middle, pixelOf(value)), radius, radius);
}

} // namespace headlight::ui
