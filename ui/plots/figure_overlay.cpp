// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_overlay.h"

#include <QPainter>

#include "ui/plots/figure_scene.h"

namespace headlight::ui {
namespace {

constexpr int smallestOutline = 5; // pixels
constexpr int narrowBand = 3;      // narrower ones are drawn as one line
constexpr int crosshairAlpha = 110;

QRect outlineOf(const QRectF& cell)
{
    QRect rect(QPoint(qRound(cell.left()), qRound(cell.top())),
               QPoint(qRound(cell.right()) - 1, qRound(cell.bottom()) - 1));
    const int growX = std::max(0, smallestOutline - rect.width()) / 2 + 1;
    const int growY = std::max(0, smallestOutline - rect.height()) / 2 + 1;
    return rect.adjusted(-growX, -growY, growX - 1, growY - 1);
}

QFont emphasised(QFont font)
{
    font.setBold(true);
    return font;
}

QList<int> rowsNear(const LabelStrip& strip, int row, int ascent)
{
    return labelsNear(row, rowStride(strip, ascent), strip.panel.height() / strip.length, ascent);
}

QList<int> columnsNear(const LabelStrip& strip, int column, int ascent)
{
    const double pitch = strip.rotated ? strip.panel.width() / strip.length : strip.room;
    return labelsNear(column, columnStride(strip, ascent), pitch, ascent);
}

} // namespace

void FigureOverlay::draw(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    for (int i = 0; i < m_scene.geometry.panels.size(); ++i) {
        if (m_scene.hovered)
            drawCrosshair(painter, i, *m_scene.hovered);
        drawChosenPanel(painter, i);
        drawPinnedCell(painter, i);
        drawNames(painter, i, m_scene.pinned, m_scene.style.accent);
        if (m_scene.hovered)
            drawNames(painter, i, *m_scene.hovered, m_scene.style.text);
    }
}

void FigureOverlay::drawChosenPanel(QPainter& painter, int index) const
{
    const Panel& panel = m_scene.panel(index);
    painter.setPen(QPen(m_scene.style.accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    if (m_scene.isChosen(index))
        painter.drawRect(m_scene.mapRect(index).adjusted(-1, -1, 1, 1));
    const PanelCell place = panel.placeOf(m_scene.pinned);
    if ((panel.columns.axis == Axis::Layer || !panel.cells.isEmpty()) && place.column >= 0)
        drawChosenColumn(painter, index, place.column);
    const bool rowOfLayer = panel.isMap() && panel.rows.axis == Axis::Layer && panel.columns.axis != Axis::Head;
    if (!rowOfLayer || place.row < 0)
        return;
    const QRectF row = m_scene.cellRect(index, {place.row, 0});
    painter.setClipRect(m_scene.mapRect(index).adjusted(-2, -2, 2, 2));
    painter.drawRect(QRectF(m_scene.mapRect(index).left(), row.top(), m_scene.mapRect(index).width(), row.height()));
    painter.setClipping(false);
}

void FigureOverlay::drawChosenColumn(QPainter& painter, int index, int column) const
{
    painter.setPen(QPen(m_scene.style.accent, 1));
    painter.setClipRect(m_scene.mapRect(index).adjusted(-1, -1, 1, 1));
    painter.drawRect(m_scene.cellRect(index, {0, column}).toRect().adjusted(0, -1, 0, 0));
    painter.setClipping(false);
}

/// Two lines, one in the panel's colour, so that the outline is seen on every colour.
void FigureOverlay::drawPinnedCell(QPainter& painter, int index) const
{
    const Panel& panel = m_scene.panel(index);
    const PanelCell place = panel.placeOf(m_scene.pinned);
    const bool named = place.row >= 0 && place.column >= 0 && panel.hasRows();
    if (!named || !panel.covers(m_scene.pinned) || m_scene.figure.thumbnails)
        return;
    const QRect outline = outlineOf(m_scene.cellRect(index, place));
    if (!m_scene.mapRect(index).adjusted(-2, -2, 2, 2).intersects(outline))
        return;
    painter.setPen(QPen(m_scene.style.panel, 1));
    painter.drawRect(outline.adjusted(-1, -1, 1, 1));
    painter.setPen(QPen(m_scene.style.text, 1));
    painter.drawRect(outline);
}

void FigureOverlay::drawBand(QPainter& painter, const QRectF& band, Qt::Orientation along) const
{
    const QRect rect(QPoint(qRound(band.left()), qRound(band.top())),
                     QPoint(qRound(band.right()) - 1, qRound(band.bottom()) - 1));
    if (along == Qt::Horizontal) {
        painter.drawLine(QLine(rect.topLeft(), rect.topRight()));
        if (rect.height() >= narrowBand)
            painter.drawLine(QLine(rect.bottomLeft(), rect.bottomRight()));
    } else {
        painter.drawLine(QLine(rect.topLeft(), rect.bottomLeft()));
        if (rect.width() >= narrowBand)
            painter.drawLine(QLine(rect.topRight(), rect.bottomRight()));
    }
}

void FigureOverlay::drawCrosshair(QPainter& painter, int index, const Cell& cell) const
{
    const Panel& panel = m_scene.panel(index);
    const PanelCell place = panel.placeOf(cell);
    const QRectF map = m_scene.mapRect(index);
    QColor line = m_scene.style.text;
    line.setAlpha(crosshairAlpha);
    painter.setPen(QPen(line, 1));
    painter.setClipRect(map);
    const QRectF at = m_scene.cellRect(index, {std::max(0, place.row), std::max(0, place.column)});
    if (panel.kind == Panel::Kind::Scatter)
        return drawDot(painter, index, cell);
    if (place.column >= 0)
        drawBand(painter, {at.left(), map.top(), at.width(), map.height()}, Qt::Vertical);
    if (place.row >= 0 && panel.isMap())
        drawBand(painter, {map.left(), at.top(), map.width(), at.height()}, Qt::Horizontal);
    painter.setClipping(false);
}

/// The dot that is pointed at, here or as a cell elsewhere.
void FigureOverlay::drawDot(QPainter& painter, int index, const Cell& cell) const
{
    const Panel& panel = m_scene.panel(index);
    const PanelCell place = panel.placeOf(cell);
    if (panel.covers(cell) && place.row >= 0 && place.column >= 0) {
        painter.setPen(QPen(m_scene.style.accent, 2));
        painter.drawRect(m_scene.cellRect(index, place));
    }
    painter.setClipping(false);
}

/// The labels of the cell's row and column, in full strength: perhaps thinned out below.
void FigureOverlay::drawNames(QPainter& painter, int index, const Cell& cell, const QColor& colour) const
{
    const PanelBox& box = m_scene.geometry.panels[index];
    const Panel& panel = m_scene.panel(index);
    if (m_scene.figure.thumbnails || panel.kind == Panel::Kind::Scatter)
        return;
    const PanelCell place = panel.placeOf(cell);
    const QPoint at = m_scene.cellRect(index, {std::max(0, place.row), std::max(0, place.column)}).center().toPoint();
    painter.setFont(emphasised(m_scene.style.smallFont));
    painter.setPen(colour);
    const bool map = panel.isMap();
    if (box.rowLabels && map && place.row >= 0 && box.map.contains(box.map.left(), at.y()))
        drawRowName(painter, m_scene.rowStrip(index), place.row);
    if (box.columnLabels && place.column >= 0 && box.map.contains(at.x(), box.map.top()))
        drawColumnName(painter, m_scene.columnStrip(index), place.column);
}

void FigureOverlay::drawRowName(QPainter& painter, const LabelStrip& strip, int row) const
{
    const int ascent = painter.fontMetrics().ascent();
    for (const int near : rowsNear(strip, row, ascent))
        painter.fillRect(rowLabelPlace(strip, near, ascent), m_scene.style.background);
    drawRowLabel(painter, strip, row);
}

void FigureOverlay::drawColumnName(QPainter& painter, const LabelStrip& strip, int column) const
{
    const int ascent = painter.fontMetrics().ascent();
    for (const int near : columnsNear(strip, column, ascent))
        painter.fillRect(columnLabelPlace(strip, near, ascent), m_scene.style.background);
    drawColumnLabel(painter, strip, column);
}

} // namespace headlight::ui
