// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace headlight::ui {

class RunHistory;

/// The runs of this sitting: question, answer and probability; a click or Enter shows one again.
class HistoryView : public QListView {
    Q_OBJECT
public:
    explicit HistoryView(RunHistory* history, QWidget* parent = nullptr);
    QSize sizeHint() const override;

signals:
    void wanted(int row);
};

} // namespace headlight::ui
