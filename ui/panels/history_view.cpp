// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history_view.h"

#include <QAction>

#include "ui/panels/two_line_delegate.h"
#include "ui/state/run_history.h"

namespace headlight::ui {

namespace {

/// The question, and below it the answer: " · 0.56 · window 3" is what is not cut.
class RunDelegate : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    TwoLines linesOf(const QModelIndex& index) const override
    {
        QString kept;
        for (const int role : {RunHistory::ProbabilityRole, RunHistory::WindowRole})
            if (const QString part = index.data(role).toString(); !part.isEmpty())
                kept += QStringLiteral(" · ") + part;
        return {index.data(RunHistory::QuestionRole).toString(), index.data(RunHistory::AnswerRole).toString(), kept,
                index.data(RunHistory::CurrentRole).toBool()};
    }
};

} // namespace

HistoryView::HistoryView(RunHistory* history, QWidget* parent)
    : QListView(parent),
      m_history(history),
      m_open(addRowAction(tr("&Open"), Qt::Key_Return, &HistoryView::wanted)),
      m_compare(addRowAction(tr("&Compare with what is on screen"), Qt::Key_C, &HistoryView::comparisonWanted)),
      m_remove(addRowAction(tr("&Remove"), QKeySequence::Delete, &HistoryView::remove))
{
    setModel(history);
    setItemDelegate(new RunDelegate(this));
    setAccessibleName(tr("History"));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { emit wanted(index.row()); });
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) { emit wanted(index.row()); });
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryView::showWhatApplies);
    connect(history, &QAbstractItemModel::dataChanged, this, &HistoryView::showWhatApplies);
    connect(history, &QAbstractItemModel::rowsRemoved, this, &HistoryView::showWhatApplies);
    showWhatApplies();
}

QAction* HistoryView::addRowAction(const QString& text, const QKeySequence& key, void (HistoryView::*does)(int))
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, does] { (this->*does)(currentIndex().row()); });
    addAction(action);
    return action;
}

void HistoryView::remove(int row)
{
    m_history->remove(row);
}

void HistoryView::showWhatApplies()
{
    const bool chosen = currentIndex().isValid();
    const bool onScreen = chosen && currentIndex().row() == m_history->current();
    m_open->setEnabled(chosen && !onScreen);
    m_compare->setEnabled(chosen && !onScreen);
    m_remove->setEnabled(chosen);
}

int HistoryView::heightOfRows() const
{
    return m_history->rowCount() * TwoLineDelegate::heightOf(fontMetrics()) + 2 * frameWidth();
}

QSize HistoryView::sizeHint() const
{
    return {120, 3 * TwoLineDelegate::heightOf(fontMetrics())};
}

} // namespace headlight::ui
