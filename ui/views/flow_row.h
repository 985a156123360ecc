// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <vector>

namespace headlight::ui {

/// A row of controls that breaks into several where a view stands too narrow for it. Where it fits, what follows the
/// gap stands at the far end.
class FlowRow : public QLayout {
    Q_OBJECT
public:
    explicit FlowRow(QWidget* parent = nullptr) : QLayout(parent) {}
    ~FlowRow() override;

    /// One that stretches takes what the others leave.
    void insertWidget(int index, QWidget* widget, int stretch = 0);
    /// Puts the gap behind what was added so far.
    void addGap() { m_gap = count(); }

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Item {
        QLayoutItem* item;
        int stretch;
    };
    struct Line {
        std::vector<int> items;
        int width = 0; ///< of the items as small as they may be, with the spaces between them
    };

    std::vector<Line> linesFor(int width) const;
    int heightOf(const Line& line) const;
    void place(const Line& line, const QRect& rect) const;
    int leastWidth(const Item& item) const;

    std::vector<Item> m_items;
    int m_gap = -1; ///< the item that the gap is before
};

} // namespace headlight::ui
