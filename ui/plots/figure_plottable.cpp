// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_plottable.h"

namespace headlight::ui {

FigurePlottable::FigurePlottable(QCPAxis* keyAxis, QCPAxis* valueAxis) : QCPAbstractPlottable(keyAxis, valueAxis)
{
    setSelectable(QCP::stNone);
}

double FigurePlottable::selectTest(const QPointF&, bool, QVariant*) const
{
    return -1;
}

QCPRange FigurePlottable::getKeyRange(bool& foundRange, QCP::SignDomain) const
{
    foundRange = false;
    return {};
}

QCPRange FigurePlottable::getValueRange(bool& foundRange, QCP::SignDomain, const QCPRange&) const
{
    foundRange = false;
    return {};
}

/// QCPLayer::draw() moves clip rectangles up by a pixel.
QRect FigurePlottable::clipRect() const
{
    return keyAxis()->axisRect()->rect().translated(0, 1);
}

void FigurePlottable::drawLegendIcon(QCPPainter*, const QRectF&) const {}

} // namespace headlight::ui
