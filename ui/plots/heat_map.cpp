// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/heat_map.h"

#include <cmath>

#include "ui/plots/cell_image.h"

namespace headlight::ui {
namespace {

constexpr double imageScale = 4; // device pixels a unit, of images in files that scale
constexpr double overlap = 0.5;  // of cells, under their neighbours

} // namespace

HeatMap::HeatMap(QCPAxis* keyAxis, QCPAxis* valueAxis) : FigurePlottable(keyAxis, valueAxis) {}

void HeatMap::setData(const Array& values, std::shared_ptr<const ColourTable> colours)
{
    m_values = values;
    m_colours = std::move(colours);
    m_image = QImage();
}

void HeatMap::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel.values, look.colours);
    setRectangles(look.rectangles);
}

QRectF HeatMap::visibleCells() const
{
    const QCPRange columns = keyAxis()->range();
    const QCPRange rows = valueAxis()->range();
    return {columns.lower, rows.lower, columns.size(), rows.size()};
}

void HeatMap::draw(QCPPainter* painter)
{
    if (m_values.size() == 0 || !m_colours)
        return;
    if (!painter->modes().testFlag(QCPPainter::pmVectorized))
        drawImage(painter, painter->deviceTransform().m11());
    else if (!m_rectangles)
        drawImage(painter, imageScale);
    else
        drawCells(painter);
}

QRect HeatMap::target() const
{
    return keyAxis()->axisRect()->rect();
}

void HeatMap::prepare(double scale)
{
    if (m_values.size() == 0 || !m_colours)
        return;
    const QSize pixels(int(std::lround(target().width() * scale)), int(std::lround(target().height() * scale)));
    if (m_image.size() == pixels && m_imageCells == visibleCells())
        return;
    m_imageCells = visibleCells();
    m_image = cellImage(m_values, m_imageCells, pixels, *m_colours);
}

void HeatMap::drawImage(QCPPainter* painter, double scale)
{
    prepare(scale);
    painter->setAntialiasing(false); // it would move everything by half a pixel
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->drawImage(QRectF(target()), m_image, QRectF(m_image.rect()));
}

void HeatMap::drawCells(QCPPainter* painter) const
{
    const QRectF cells = visibleCells();
    painter->setAntialiasing(false);
    painter->setPen(Qt::NoPen);
    const int last = int(std::min<double>(std::ceil(cells.bottom()), double(m_values.dimension(0))));
    for (int row = int(cells.top()); row < last; ++row)
        drawCellRow(painter, cells, row);
}

/// One row as rectangles; neighbours of one colour share one. Each reaches under the next ones, to the right and below,
/// so that no viewer shows the ground between them.
void HeatMap::drawCellRow(QCPPainter* painter, const QRectF& cells, int row) const
{
    const Array line = m_values[row];
    const int last = int(std::min<double>(std::ceil(cells.right()), double(m_values.dimension(1))));
    const QRectF panel(target());
    const double top = panel.top() + (row - cells.top()) / cells.height() * panel.height();
    const double height = (1 + overlap) / cells.height() * panel.height();
    const double width = panel.width() / cells.width();
    for (int column = int(cells.left()); column < last;) {
        const QRgb colour = m_colours->colour(line.at({column}));
        int end = column + 1;
        while (end < last && m_colours->colour(line.at({end})) == colour)
            ++end;
        const double left = panel.left() + (column - cells.left()) * width;
        const QRectF run(left, top, (end - column + overlap) * width, height);
        painter->fillRect(run & panel, QColor(colour));
        column = end;
    }
}

} // namespace headlight::ui
