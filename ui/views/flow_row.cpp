// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/flow_row.h"

#include <QWidget>
#include <utility>

namespace headlight::ui {

FlowRow::~FlowRow()
{
    for (const Item& each : m_items)
        delete each.item;
}

void FlowRow::addItem(QLayoutItem* item)
{
    m_items.push_back({item, 0});
    invalidate();
}

void FlowRow::insertWidget(int index, QWidget* widget, int stretch)
{
    addChildWidget(widget);
    m_items.insert(m_items.begin() + index, {new QWidgetItem(widget), stretch});
    if (m_gap >= index)
        ++m_gap;
    invalidate();
}

QLayoutItem* FlowRow::itemAt(int index) const
{
    return index < 0 || index >= count() ? nullptr : m_items[static_cast<std::size_t>(index)].item;
}

QLayoutItem* FlowRow::takeAt(int index)
{
    QLayoutItem* taken = itemAt(index);
    if (!taken)
        return nullptr;
    m_items.erase(m_items.begin() + index);
    if (m_gap > index)
        --m_gap;
    invalidate();
    return taken;
}

int FlowRow::leastWidth(const Item& item) const
{
    return item.stretch > 0 ? item.item->minimumSize().width() : item.item->sizeHint().width();
}

std::vector<FlowRow::Line> FlowRow::linesFor(int width) const
{
    std::vector<Line> lines(1);
    for (int index = 0; index < count(); ++index) {
        const Item& each = m_items[static_cast<std::size_t>(index)];
        if (each.item->isEmpty())
            continue;
        const int least = leastWidth(each);
        if (!lines.back().items.empty() && lines.back().width + spacing() + least > width)
            lines.emplace_back();
        Line& line = lines.back();
        line.width += least + (line.items.empty() ? 0 : spacing());
        line.items.push_back(index);
    }
    return lines;
}

int FlowRow::heightOf(const Line& line) const
{
    int height = 0;
    for (const int index : line.items)
        height = std::max(height, itemAt(index)->sizeHint().height());
    return height;
}

int FlowRow::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const std::vector<Line> lines = linesFor(width - margins.left() - margins.right());
    for (const Line& line : lines)
        height += heightOf(line);
    return height + static_cast<int>(lines.size() - 1) * spacing() / 2;
}

QSize FlowRow::sizeHint() const
{
    int width = 0;
    for (const Item& each : m_items)
        width += each.item->isEmpty() ? 0 : each.item->sizeHint().width() + spacing();
    const QMargins margins = contentsMargins();
    width += margins.left() + margins.right();
    return {width, heightForWidth(width)};
}

QSize FlowRow::minimumSize() const
{
    int width = 0;
    int height = 0;
    for (const Item& each : m_items)
        if (!each.item->isEmpty()) {
            width = std::max(width, each.item->minimumSize().width());
            height = std::max(height, each.item->sizeHint().height());
        }
    const QMargins margins = contentsMargins();
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

void FlowRow::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    QRect inner = rect.marginsRemoved(contentsMargins());
    for (const Line& line : linesFor(inner.width())) {
        const int height = heightOf(line);
        place(line, {inner.left(), inner.top(), inner.width(), height});
        inner.setTop(inner.top() + height + spacing() / 2);
    }
}

/// What a line leaves goes to the first one that stretches, else into the gap.
void FlowRow::place(const Line& line, const QRect& rect) const
{
    int left = rect.left();
    int spare = std::max(0, rect.width() - line.width);
    const auto placeItem = [&](int index) {
        const Item& each = m_items[static_cast<std::size_t>(index)];
        int width = std::min(leastWidth(each), rect.width());
        if (each.stretch > 0)
            width += std::exchange(spare, 0);
        const int height = std::min(each.item->sizeHint().height(), rect.height());
        each.item->setGeometry({left, rect.top() + (rect.height() - height) / 2, width, height});
        left += width + spacing();
    };
    for (const int index : line.items)
        if (index < m_gap || m_gap < 0)
            placeItem(index);
    const bool alone = static_cast<int>(line.items.size()) > 0 && line.items.front() >= m_gap;
    left += alone ? 0 : spare;
    for (const int index : line.items)
        if (m_gap >= 0 && index >= m_gap)
            placeItem(index);
}

} // namespace headlight::ui
