// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history_view.h"

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

HistoryView::HistoryView(RunHistory* history, QWidget* parent) : QListView(parent)
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
}

QSize HistoryView::sizeHint() const
{
    return {120, 3 * TwoLineDelegate::heightOf(fontMetrics())};
}

} // namespace headlight::ui
