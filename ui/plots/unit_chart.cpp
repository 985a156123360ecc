// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/unit_chart.h"

#include <cmath>

namespace headlight::ui {

UnitChart::UnitChart(QCPAxis* keyAxis, QCPAxis* valueAxis) : QCPAbstractPlottable(keyAxis, valueAxis)
{
    setSelectable(QCP::stNone);
}

double UnitChart::selectTest(const QPointF&, bool, QVariant*) const
{
    return -1;
}

QCPRange UnitChart::getKeyRange(bool& foundRange, QCP::SignDomain) const
{
    foundRange = !m_units.isEmpty();
    return QCPRange(0, double(m_units.size()));
}

QCPRange UnitChart::getValueRange(bool& foundRange, QCP::SignDomain, const QCPRange&) const
{
    foundRange = false; // the figure sets its axes
    return {};
}

/// QCPLayer::draw() moves clip rectangles up by a pixel, which would cost the lowest line.
QRect UnitChart::clipRect() const
{
    return keyAxis()->axisRect()->rect().adjusted(0, 0, 0, 1);
}

void UnitChart::draw(QCPPainter* painter)
{
    for (int i = 0; i < m_units.size(); ++i) {
        if (std::isfinite(m_units[i].median))
            drawColumn(*painter, m_units[i], keyAxis()->coordToPixel(i), keyAxis()->coordToPixel(i + 1));
    }
}

void UnitChart::drawLegendIcon(QCPPainter*, const QRectF&) const {}

} // namespace headlight::ui
