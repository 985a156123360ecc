// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/selection.h"

#include <algorithm>

namespace headlight::ui {

Cell Selection::clamped(Cell cell) const
{
    cell.layer = std::clamp(cell.layer, 0, std::max(0, m_layers - 1));
    cell.head = std::clamp(cell.head, -1, m_heads - 1);
    cell.from = std::clamp(cell.from, -1, m_tokens - 1);
    cell.to = std::clamp(cell.to, -1, m_tokens - 1);
    return cell;
}

void Selection::setShape(int layers, int heads, int tokens)
{
    if (tokens != m_tokens)
        m_pinned.from = m_pinned.to = -1;
    m_layers = layers;
    m_heads = heads;
    m_tokens = tokens;
    hover({});
    const Cell before = m_pinned;
    m_pinned = clamped(before);
    if (m_pinned.layer != before.layer)
        emit layerChanged(m_pinned.layer);
    emit pinnedChanged(m_pinned);
}

void Selection::setLayer(int layer)
{
    Cell cell = m_pinned;
    cell.layer = layer;
    pin(cell);
}

void Selection::setHead(int head)
{
    Cell cell = m_pinned;
    cell.head = head;
    pin(cell);
}

void Selection::pin(const Cell& cell)
{
    const Cell before = m_pinned;
    m_pinned = clamped(cell);
    if (m_pinned == before)
        return;
    // The pointer may rest on a map whose layer has just been exchanged under it: what it was over is no longer there.
    if (m_hovered && m_pinned.layer != before.layer && m_hovered->layer != m_pinned.layer)
        hover({});
    if (m_pinned.layer != before.layer)
        emit layerChanged(m_pinned.layer);
    emit pinnedChanged(m_pinned);
}

void Selection::unpin()
{
    pin(Cell{m_pinned.layer, -1, -1, -1});
}

void Selection::hover(const std::optional<Cell>& cell)
{
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    emit hoveredChanged();
}

void Selection::setMeasure(const QString& measure)
{
    if (measure == m_measure)
        return;
    m_measure = measure;
    emit measureChanged(m_measure);
}

void Selection::setRange(const QString& range)
{
    if (range == m_range)
        return;
    m_range = range;
    emit rangeChanged(m_range);
}

void Selection::setDisplay(const Display& display)
{
    if (display == m_display)
        return;
    m_display = display;
    emit displayChanged(m_display);
}

void Selection::setViewChoices(const ViewChoices& choices)
{
    if (choices == m_viewChoices)
        return;
    m_viewChoices = choices;
    emit viewChoicesChanged(m_viewChoices);
}

} // namespace headlight::ui
