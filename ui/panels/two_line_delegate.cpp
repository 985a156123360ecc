// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/two_line_delegate.h"

#include <QPainter>

#include "figures/isolated.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int padding = 6;

void paintGround(QPainter* painter, const QStyleOptionViewItem& option, bool current, const Colours& colours)
{
    if (current)
        painter->fillRect(option.rect, colours.chosen);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colours.recess);
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter->setPen(colours.accent);
    painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
}

} // namespace

int TwoLineDelegate::heightOf(const QFontMetrics& metrics)
{
    return 2 * metrics.lineSpacing() + 2 * padding;
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {80, heightOf(option.fontMetrics)};
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    const TwoLines lines = linesOf(index);
    paintGround(painter, option, lines.current, colours);
    const QRect inner = option.rect.adjusted(padding, padding, -padding, -padding);
    const int half = inner.height() / 2;
    const auto line = [&](const QString& text, const QColor& colour, int top, const QString& kept) {
        const QRect place(inner.left(), inner.top() + top, inner.width(), half);
        const int room = place.width() - option.fontMetrics.horizontalAdvance(kept);
        painter->setPen(colour);
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeading,
                          elided(option.fontMetrics, isolated(text), room) + kept);
    };
    line(lines.first, colours.text, 0, {});
    line(lines.second, colours.quiet, half, lines.kept);
}

} // namespace headlight::ui
