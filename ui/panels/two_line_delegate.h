// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headlight::ui {

/// What an item of a TwoLineDelegate says.
struct TwoLines {
    QString first;
    QString second; ///< quieter
    QString kept;   ///< after the second, never cut
    bool current = false;
};

/// Items of two lines: what was asked, and below it, quieter, what was answered.
class TwoLineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int heightOf(const QFontMetrics& metrics);
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    virtual TwoLines linesOf(const QModelIndex& index) const = 0;
};

} // namespace headlight::ui
