// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_chrome.h"

#include <algorithm>
#include <cmath>

#include "figures/isolated.h"
#include "ui/plots/cell_marks.h"
#include "ui/plots/cell_numbers.h"
#include "ui/plots/colour_bar.h"
#include "ui/plots/figure_scene.h"
#include "ui/plots/value_ticks.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(FigureChrome)
};

constexpr int tickGap = 4;
constexpr int ticksWidth = 60;
constexpr int rangeGap = 6; // between a panel's title and its range

QString axisName(Axis axis)
{
    switch (axis) {
    case Axis::Layer: return Text::tr("Layer");
    case Axis::Head: return Text::tr("Head");
    default: return {};
    }
}

/// "0 – 0.31", "±0.04": the range of one map, where each has its own.
QString rangeText(const ColourRange& range)
{
    if (range.low == -range.high)
        return QChar(0xb1) + formatValue(range.high);
    return QStringLiteral("%1 – %2").arg(formatValue(range.low), formatValue(range.high));
}

QString scaleLabel(const FigureData& figure)
{
    if (!figure.oneRange)
        return Text::tr("%1 (each map on its own scale)").arg(figure.unit);
    return Text::tr("%1 (largest %2)").arg(figure.unit, formatValue(figure.range.largest));
}

QFont bold(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

FigureChrome::FigureChrome(QCustomPlot* plot, const FigureScene& scene)
    : QCPLayerable(plot, QStringLiteral("axes")),
      m_scene(scene)
{
}

void FigureChrome::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(false);
}

void FigureChrome::draw(QCPPainter* painter)
{
    if (m_scene.geometry.panels.isEmpty())
        return;
    for (int i = 0; i < m_scene.geometry.panels.size(); ++i)
        drawPanel(*painter, i);
    if (m_scene.figure.thumbnails)
        drawBoardLabels(*painter);
    if (m_scene.figure.colourBar)
        drawScale(*painter);
    if (m_scene.style.captions)
        drawTexts(*painter);
}

void FigureChrome::drawPanel(QCPPainter& painter, int index) const
{
    if (m_scene.panel(index).kind == Panel::Kind::Words) // text needs no frame
        return drawTitle(painter, index);
    painter.setPen(QPen(m_scene.style.frame, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(m_scene.mapRect(index).adjusted(-1, -1, 0, 0));
    if (m_scene.figure.thumbnails)
        return;
    drawTitle(painter, index);
    drawLabels(painter, index);
    if (m_scene.panel(index).numbers)
        drawCellNumbers(painter, m_scene, index);
    if (m_scene.panel(index).isMap())
        return drawCellMarks(painter, m_scene, index);
    if (m_scene.panel(index).kind == Panel::Kind::Bars) // the others have theirs behind what they show
        drawZeroLine(painter, index);
    if (!m_scene.geometry.panels[index].rowLabels)
        return;
    painter.setPen(m_scene.style.faintText);
    if (m_scene.panel(index).axis.name.isEmpty())
        drawBarTicks(painter, index);
    else
        drawValueTicks(painter, m_scene, index);
}

void FigureChrome::drawTitle(QCPPainter& painter, int index) const
{
    const Panel& panel = m_scene.panel(index);
    if (panel.title.isEmpty())
        return;
    const bool ownRange = !m_scene.figure.oneRange && (panel.isMap() || panel.kind == Panel::Kind::Words);
    const QRect rect = m_scene.geometry.panels[index].title;
    painter.setFont(m_scene.isChosen(index) ? bold(m_scene.style.font) : m_scene.style.font);
    painter.setPen(m_scene.style.text);
    const QString range = ownRange ? rangeText(panel.range) : QString();
    const int taken = ownRange ? QFontMetrics(m_scene.style.smallFont).horizontalAdvance(range) + rangeGap : 0;
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                     elided(painter.fontMetrics(), panel.title, rect.width() - taken));
    if (range.isEmpty())
        return;
    painter.setFont(m_scene.style.smallFont);
    painter.setPen(m_scene.style.faintText);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, range);
}

void FigureChrome::drawLabels(QCPPainter& painter, int index) const
{
    const PanelBox& box = m_scene.geometry.panels[index];
    const Panel& panel = m_scene.panel(index);
    painter.setFont(m_scene.style.smallFont);
    painter.setPen(m_scene.style.faintText);
    if (box.rowLabels && panel.kind == Panel::Kind::Map) {
        drawRowLabels(painter, m_scene.rowStrip(index));
        drawAxisName(painter, box.map, axisName(panel.rows.axis));
    }
    if (panel.kind == Panel::Kind::Scatter)
        return drawAcrossTicks(painter, m_scene, index);
    if (box.columnLabels)
        drawColumnLabels(painter, m_scene.columnStrip(index));
    if (box.columnLabels && m_scene.geometry.columnNameHeight > 0)
        drawColumnsName(painter, index);
}

void FigureChrome::drawColumnsName(QCPPainter& painter, int index) const
{
    const FigureGeometry& geometry = m_scene.geometry;
    const QRect map = m_scene.mapRect(index);
    const QRect below(map.left(), map.bottom() + 1 + tickGap + geometry.columnLabelHeight, map.width(),
                      geometry.columnNameHeight);
    painter.drawText(below, Qt::AlignCenter | Qt::TextDontClip, axisName(m_scene.panel(index).columns.axis));
}

void FigureChrome::drawZeroLine(QCPPainter& painter, int index) const
{
    const ValueAxis axis = m_scene.valueAxis(index);
    if (axis.low > 0 || axis.high < 0)
        return;
    const QRect map = m_scene.mapRect(index);
    // Where the bars stand: axes count from the last pixel of their rectangle.
    const int zero = int(std::lround(map.bottom() + axis.low / (axis.high - axis.low) * map.height()));
    painter.setPen(QPen(m_scene.style.frame, 1));
    painter.drawLine(QLine(map.left(), zero, map.right(), zero));
}

/// Zero and the ends of the bars' axis.
void FigureChrome::drawBarTicks(QCPPainter& painter, int index) const
{
    const QRect map = m_scene.mapRect(index);
    const Panel& panel = m_scene.panel(index);
    const double extent = panel.axis.high - panel.axis.low;
    const int zero = int(std::lround(map.top() + panel.axis.high / extent * map.height()));
    const int height = painter.fontMetrics().height();
    const auto tick = [&](int top, double value) {
        const QRect rect(map.left() - tickGap - ticksWidth, top, ticksWidth, height);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, tickText(value, extent / 2));
    };
    const int zeroTop = std::clamp(zero - height / 2, map.top(), map.bottom() + 1 - height);
    tick(zeroTop, 0);
    if (zeroTop - map.top() >= height)
        tick(map.top(), panel.axis.high);
    if (map.bottom() + 1 - height - zeroTop >= height)
        tick(map.bottom() + 1 - height, panel.axis.low);
}

void FigureChrome::drawAxisName(QCPPainter& painter, const QRect& panels, const QString& name) const
{
    if (name.isEmpty())
        return;
    const int height = painter.fontMetrics().height();
    painter.save();
    painter.translate(panels.left() - tickGap - m_scene.geometry.rowLabelWidth - m_scene.geometry.axisNameWidth,
                      panels.center().y());
    painter.rotate(-90);
    painter.drawText(QRect(-60, 0, 120, height), Qt::AlignCenter | Qt::TextDontClip, name);
    painter.restore();
}

/// Layers at the left and heads on top of a board of thumbnails.
void FigureChrome::drawBoardLabels(QCPPainter& painter) const
{
    painter.setFont(m_scene.style.smallFont);
    painter.setPen(m_scene.style.faintText);
    const int height = painter.fontMetrics().height();
    const int columns = m_scene.geometry.columns;
    const int count = int(m_scene.geometry.panels.size());
    for (int head = 0; head < std::min(columns, count); ++head) {
        const QRect map = m_scene.mapRect(head);
        painter.drawText(QRect(map.left(), map.top() - height - 2, map.width(), height),
                         Qt::AlignCenter | Qt::TextDontClip,
                         QString::number(m_scene.panel(head).base.head + m_scene.figure.firstNumber));
    }
    for (int first = 0; first < count; first += columns) {
        const QRect map = m_scene.mapRect(first);
        painter.drawText(QRect(map.left() - tickGap - ticksWidth, map.center().y() - height / 2, ticksWidth, height),
                         Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         QString::number(m_scene.panel(first).base.layer + m_scene.figure.firstNumber));
    }
    const QRect board = m_scene.mapRect(0).united(m_scene.mapRect(count - 1));
    drawAxisName(painter, board, axisName(Axis::Layer));
    painter.drawText(QRect(board.left(), board.top() - 2 * height - 2, board.width(), height),
                     Qt::AlignCenter | Qt::TextDontClip, axisName(Axis::Head));
}

void FigureChrome::drawScale(QCPPainter& painter) const
{
    const ColourTable& colours = *m_scene.colours.first();
    const FigureData& figure = m_scene.figure;
    ColourBarText text{scaleLabel(figure), figure.oneRange, widestTicks, {}};
    if (m_scene.style.captions) {
        text.tickWidth = tickRoom(figure.range, figure.oneRange, QFontMetrics(m_scene.style.smallFont));
        text.room = m_scene.geometry.body;
    }
    drawColourBar(painter, m_scene.geometry.colourBar, colours, text, m_scene.style);
}

void FigureChrome::drawTexts(QCPPainter& painter) const
{
    painter.setPen(m_scene.style.text);
    painter.setFont(bold(m_scene.style.font));
    painter.drawText(m_scene.geometry.title, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_scene.figure.title);
    painter.setFont(m_scene.style.smallFont);
    painter.setPen(m_scene.style.faintText);
    painter.drawText(m_scene.geometry.caption, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_scene.figure.caption);
}

} // namespace headlight::ui
