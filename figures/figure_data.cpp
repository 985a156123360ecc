// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_data.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

void set(Cell& cell, Axis axis, int index)
{
    switch (axis) {
    case Axis::Layer: cell.layer = index; break;
    case Axis::Head: cell.head = index; break;
    case Axis::From: cell.from = index; break;
    case Axis::To: cell.to = index; break;
    }
}

int get(const Cell& cell, Axis axis)
{
    switch (axis) {
    case Axis::Layer: return cell.layer;
    case Axis::Head: return cell.head;
    case Axis::From: return cell.from;
    default: return cell.to;
    }
}

/// The place of the head that `cell` names; -1 for none.
int placeOfHead(const QList<Cell>& heads, const Cell& cell)
{
    const auto found = std::find_if(heads.begin(), heads.end(), [&cell](const Cell& head) {
        return head.layer == cell.layer && head.head == cell.head;
    });
    return found == heads.end() ? -1 : int(found - heads.begin());
}

} // namespace

Cell Panel::cellAt(const PanelCell& place) const
{
    Cell cell = base;
    if (!cells.isEmpty())
        return cells.value(place.column, base);
    if (hasRows())
        set(cell, rows.axis, rows.tokenAt(place.row));
    set(cell, columns.axis, columns.tokenAt(place.column));
    return cell;
}

PanelCell Panel::placeOf(const Cell& cell) const
{
    if (!cells.isEmpty())
        return {0, placeOfHead(cells, cell)};
    const int row = hasRows() ? rows.entryOf(get(cell, rows.axis)) : 0;
    const int column = columns.entryOf(get(cell, columns.axis));
    return {row < rowCount() ? row : -1, column < columnCount() ? column : -1};
}

bool Panel::covers(const Cell& cell) const
{
    if (!cells.isEmpty())
        return true;
    const bool hasLayers = columns.axis == Axis::Layer || (isMap() && rows.axis == Axis::Layer);
    return (hasLayers || cell.layer == base.layer) && (base.head < 0 || cell.head == base.head);
}

QList<Panel> FigureData::maps() const
{
    QList<Panel> list;
    for (const Panel& panel : panels) {
        if (panel.isMap())
            list.append(panel);
    }
    return list;
}

QString formatValue(double value)
{
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value < 0 ? QString(QChar(0x2212)) + QChar(0x221E) : QString(QChar(0x221E));
    QString text = QString::number(std::abs(value), 'g', 4);
    const bool plain = std::abs(value) >= 1e-4 && std::abs(value) < 1e4;
    if (plain)
        text = QString::number(std::abs(value), 'f', std::abs(value) < 1 ? 4 : 3);
    return value < 0 ? QChar(0x2212) + text : text;
}

} // namespace headlight::ui
