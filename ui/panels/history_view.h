// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace headlight::ui {

class RunHistory;

/// The runs of this sitting: question, answer and probability; a click or Enter shows one again. The menu, and its
/// keys, compare one with what is on screen, or remove it.
class HistoryView : public QListView {
    Q_OBJECT
public:
    explicit HistoryView(RunHistory* history, QWidget* parent = nullptr);
    QSize sizeHint() const override;
    /// Of all runs, without a scroll bar.
    int heightOfRows() const;

signals:
    void wanted(int row);
    void comparisonWanted(int row);

private:
    QAction* addRowAction(const QString& text, const QKeySequence& key, void (HistoryView::*does)(int));
    void remove(int row);
    void showWhatApplies();

    RunHistory* m_history;
    QAction* m_open;
    QAction* m_compare;
    QAction* m_remove;
};

} // namespace headlight::ui
