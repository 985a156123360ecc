// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headlight::ui {

/// A command on one line: its group quietly, its title with the letters found in bold, its keys at the end.
class CommandDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CommandDelegate(QWidget* parent) : QStyledItemDelegate(parent) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace headlight::ui
