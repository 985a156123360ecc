// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/read_out.h"

#include <QCoreApplication>

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ReadOut)
};

QString tokenText(const AxisLabels& labels, int index)
{
    const QString text = labels.shownTexts().value(index);
    return labels.numbered ? QStringLiteral("%1 (%2)").arg(text, QString::number(labels.tokenAt(index))) : text;
}

QString placeText(const Cell& cell, int firstNumber)
{
    const QString layer = Text::tr("Layer %1").arg(cell.layer + firstNumber);
    return cell.head < 0 ? layer : Text::tr("%1, head %2").arg(layer).arg(cell.head + firstNumber);
}

QString tokensText(const Panel& panel, const PanelCell& place)
{
    const QString column = tokenText(panel.columns, place.column);
    const bool pair = panel.hasRows() && panel.rows.axis == Axis::From;
    return pair ? QStringLiteral("%1 → %2").arg(tokenText(panel.rows, place.row), column) : column;
}

/// Of a comparison, both values.
QString valueText(const Panel& panel, const PanelCell& place)
{
    const QString value = formatValue(panel.value(place));
    if (panel.others.isNull())
        return value;
    return QStringLiteral("A %1   B %2").arg(value, formatValue(panel.others.at({place.row, place.column})));
}

/// Of a board, a cell is a head, or what its column is called.
QString boardText(const FigureData& figure, int index, const PanelCell& place)
{
    const Panel& panel = figure.panels[index];
    const bool isHead = panel.columns.tokenAt(place.column) >= 0;
    QString where = placeText(panel.cellAt(place), figure.firstNumber);
    if (!isHead)
        where = QStringLiteral("%1, %2").arg(where, panel.columns.texts.value(place.column));
    return QStringLiteral("%1:  %2   %3").arg(where, figure.unit, formatValue(panel.value(place)));
}

} // namespace

QString readOut(const FigureData& figure, int index, const PanelCell& place)
{
    const Panel& panel = figure.panels[index];
    if (!panel.readOuts.isEmpty())
        return panel.readOuts.value(place.column);
    if (panel.rows.axis == Axis::Layer && panel.columns.axis == Axis::Head)
        return boardText(figure, index, place);
    QString where = placeText(panel.cellAt(place), figure.firstNumber);
    if (panel.kind == Panel::Kind::Map && panel.rows.axis == Axis::Layer)
        where = QStringLiteral("%1, %2").arg(panel.title, where.toLower());
    else if (panel.kind == Panel::Kind::Bars)
        where = panel.title;
    return QStringLiteral("%1:  %2   %3").arg(where, tokensText(panel, place), valueText(panel, place));
}

FoundPlace findPlace(const FigureData& figure, const Cell& cell)
{
    for (int i = 0; i < figure.panels.size(); ++i) {
        const Panel& panel = figure.panels[i];
        const PanelCell place = panel.placeOf(cell);
        if (panel.covers(cell) && place.row >= 0 && place.column >= 0)
            return {i, place};
    }
    return {};
}

} // namespace headlight::ui
