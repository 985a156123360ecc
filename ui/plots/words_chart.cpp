// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/words_chart.h"

#include "ui/plots/word_layout.h"

namespace headlight::ui {

WordsChart::WordsChart(QCPAxis* keyAxis, QCPAxis* valueAxis) : FigurePlottable(keyAxis, valueAxis) {}

void WordsChart::setData(const Panel& panel, std::shared_ptr<const ColourTable> colours, const FigureStyle& style)
{
    m_panel = panel;
    m_colours = std::move(colours);
    m_style = style;
}

void WordsChart::setPanel(const Panel& panel, const PanelLook& look)
{
    setData(panel, look.colours, look.style);
}

void WordsChart::draw(QCPPainter* painter)
{
    if (!m_colours)
        return;
    const QRect room = keyAxis()->axisRect()->rect();
    const QList<RunningPiece>& tokens = m_panel.columns.running;
    const QList<QRect> rects = wordRects(tokens, QFontMetrics(m_style.smallFont), room.width());
    painter->setAntialiasing(false);
    painter->setFont(m_style.smallFont);
    for (int entry = 0; entry < rects.size(); ++entry)
        drawWord(*painter, tokens, entry, rects[entry].translated(room.topLeft()),
                 QColor(m_colours->colour(m_panel.values.at({0, entry}))));
}

} // namespace headlight::ui
