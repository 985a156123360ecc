// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history_view.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/state/run_history.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int padding = 6;

/// Two lines: the question, and below it, quieter, the answer.
class RunDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {80, 2 * option.fontMetrics.lineSpacing() + 2 * padding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& colours = coloursOf(option.palette);
        paintGround(painter, option, index, colours);
        const QRect inner = option.rect.adjusted(padding, padding, -padding, -padding);
        const int half = inner.height() / 2;
        const auto line = [&](int role, const QColor& colour, int top, const QString& kept) {
            const QRect place(inner.left(), inner.top() + top, inner.width(), half);
            const int room = place.width() - option.fontMetrics.horizontalAdvance(kept);
            painter->setPen(colour);
            painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeading,
                              option.fontMetrics.elidedText(index.data(role).toString(), Qt::ElideRight, room) + kept);
        };
        line(RunHistory::QuestionRole, colours.text, 0, {});
        line(RunHistory::AnswerRole, colours.quiet, half, afterAnswer(index));
    }

private:
    /// " · 0.56 · window 3": what is not cut.
    static QString afterAnswer(const QModelIndex& index)
    {
        QString text;
        for (const int role : {RunHistory::ProbabilityRole, RunHistory::WindowRole})
            if (const QString part = index.data(role).toString(); !part.isEmpty())
                text += QStringLiteral(" · ") + part;
        return text;
    }

    static void paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                            const Colours& colours)
    {
        if (index.data(RunHistory::CurrentRole).toBool())
            painter->fillRect(option.rect, colours.chosen);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colours.recess);
        if (!option.state.testFlag(QStyle::State_HasFocus))
            return;
        painter->setPen(colours.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
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
    return {120, 3 * (2 * fontMetrics().lineSpacing() + 2 * padding)};
}

} // namespace headlight::ui
