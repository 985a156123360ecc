// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_delegate.h"

#include <QPainter>
#include <QTextLayout>
#include <QWidget>

#include "figures/isolated.h"
#include "ui/state/command_model.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int padding = 8;
constexpr int gap = 12;
constexpr int groupLetters = 14; ///< that the column of groups has room for

QList<QTextLayout::FormatRange> boldAt(const QList<int>& positions, const QColor& colour)
{
    QTextCharFormat bold;
    bold.setFontWeight(QFont::DemiBold);
    bold.setForeground(colour);
    QList<QTextLayout::FormatRange> ranges;
    for (const int position : positions)
        ranges.append({position, 1, bold});
    return ranges;
}

void drawTitle(QPainter* painter, const QRect& place, const QString& title, const QList<int>& found,
               const Colours& colours)
{
    const QFontMetrics metrics(painter->font());
    QTextLayout text(elided(metrics, title, place.width()), painter->font());
    text.setFormats(boldAt(found, colours.accent));
    text.beginLayout();
    QTextLine line = text.createLine();
    line.setLineWidth(place.width());
    text.endLayout();
    painter->setPen(colours.text);
    text.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2));
}

} // namespace

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const QFontMetrics metrics = static_cast<QWidget*>(parent())->fontMetrics();
    return {200, metrics.lineSpacing() + padding};
}

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    painter->save();
    painter->setFont(option.font);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, chosen ? colours.chosen : colours.recess);
    QRect place = option.rect.adjusted(padding, 0, -padding, 0);
    const int groupWidth = groupLetters * option.fontMetrics.averageCharWidth();
    const QString group = elided(option.fontMetrics, index.data(CommandModel::GroupRole).toString(), groupWidth);
    const QString keys = index.data(CommandModel::KeysRole).toString();
    painter->setPen(colours.quiet);
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, group);
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignRight, keys);
    place.adjust(groupWidth + gap, 0, -option.fontMetrics.horizontalAdvance(keys) - gap, 0);
    drawTitle(painter, place, index.data().toString(), index.data(CommandModel::PositionsRole).value<QList<int>>(),
              colours);
    painter->restore();
}

} // namespace headlight::ui
