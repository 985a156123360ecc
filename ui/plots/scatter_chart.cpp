// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/scatter_chart.h"

#include <algorithm>
#include <cmath>

#include "ui/plots/cell_image.h"

namespace headlight::ui {
namespace {

constexpr double radius = 2.4;   // pixels
constexpr int dotAlpha = 130;    // dots that cover each other are seen as such
constexpr double imageScale = 4; // device pixels a point, in SVG and PDF

bool isUnited(const Panel& panel)
{
    return panel.axis.low == panel.across.low && panel.axis.high == panel.across.high;
}

} // namespace

ScatterChart::ScatterChart(QCPAxis* keyAxis, QCPAxis* valueAxis) : FigurePlottable(keyAxis, valueAxis) {}

void ScatterChart::setData(const Panel& panel, std::shared_ptr<const ColourTable> colours, const FigureStyle& style)
{
    m_panel = panel;
    m_colours = std::move(colours);
    m_style = style;
}

void ScatterChart::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel, look.colours, look.style);
}

void ScatterChart::draw(QCPPainter* painter)
{
    if (m_panel.values.size() == 0)
        return;
    if (!m_panel.counts.isNull())
        drawBins(*painter);
    drawGuides(*painter);
    if (m_panel.counts.isNull())
        drawDots(*painter);
}

/// Zero of both axes, and where A equals B.
void ScatterChart::drawGuides(QCPPainter& painter) const
{
    const QRectF map = keyAxis()->axisRect()->rect();
    const double x = std::floor(keyAxis()->coordToPixel(0)) + 0.5;
    const double y = std::floor(valueAxis()->coordToPixel(0)) + 0.5;
    painter.setAntialiasing(false);
    painter.setPen(QPen(m_style.frame, 1));
    painter.drawLine(QLineF(x, map.top(), x, map.bottom()));
    painter.drawLine(QLineF(map.left(), y, map.right(), y));
    if (!isUnited(m_panel))
        return;
    const auto corner = [this](double value) {
        return QPointF(keyAxis()->coordToPixel(value), valueAxis()->coordToPixel(value));
    };
    painter.setAntialiasing(true);
    painter.setPen(QPen(m_style.frame, 1, Qt::DashLine));
    painter.drawLine(QLineF(corner(m_panel.axis.low), corner(m_panel.axis.high)));
}

void ScatterChart::drawDots(QCPPainter& painter) const
{
    QColor colour = m_style.bars;
    colour.setAlpha(dotAlpha);
    painter.setAntialiasing(true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const auto across = m_panel.values.values();
    const auto up = m_panel.others.values();
    for (std::size_t i = 0; i < across.size(); ++i) {
        if (std::isfinite(across[i]) && std::isfinite(up[i]))
            painter.drawEllipse(
                QPointF(keyAxis()->coordToPixel(double(across[i])), valueAxis()->coordToPixel(double(up[i]))), radius,
                radius);
    }
    painter.setBrush(Qt::NoBrush);
}

/// An empty bin has the panel's colour, not that of the scale's end.
void ScatterChart::drawBins(QCPPainter& painter) const
{
    const QRect target = keyAxis()->axisRect()->rect();
    const auto part = [](const QCPRange& shown, double low, double high) {
        return QPair<double, double>((shown.lower - low) / (high - low), (shown.upper - low) / (high - low));
    };
    const auto [left, right] = part(keyAxis()->range(), m_panel.across.low, m_panel.across.high);
    const auto [bottom, top] = part(valueAxis()->range(), m_panel.axis.low, m_panel.axis.high);
    const auto bins = double(m_panel.counts.dimension(0));
    const double scale =
        painter.modes().testFlag(QCPPainter::pmVectorized) ? imageScale : painter.deviceTransform().m11();
    const QRectF cells(QPointF(left * bins, (1 - top) * bins), QPointF(right * bins, (1 - bottom) * bins));
    QImage image = cellImage(m_panel.counts, cells, (QSizeF(target.size()) * scale).toSize(), *m_colours);
    const QRgb empty = m_colours->colour(0);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::replace(line, line + image.width(), empty, m_style.panel.rgb());
    }
    painter.setAntialiasing(false);
    painter.drawImage(QRectF(target), image, QRectF(image.rect()));
}

} // namespace headlight::ui
