// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/windows_button.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeView>

#include "ui/panels/labels.h"
#include "ui/state/windows_model.h"

namespace headlight::ui {

namespace {

constexpr int listWidth = 660;
constexpr int answerWidth = 150;
constexpr int listMargin = 3;
constexpr int mostRows = 12;

QTreeView* makeTable(WindowsModel* windows)
{
    auto* table = new QTreeView;
    table->setModel(windows);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setFrameShape(QFrame::NoFrame);
    table->setAccessibleName(WindowsButton::tr("Windows of the context"));
    QHeaderView* header = table->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(WindowsModel::Text, QHeaderView::Stretch);
    header->setSectionResizeMode(WindowsModel::Answer, QHeaderView::Fixed);
    header->resizeSection(WindowsModel::Answer, answerWidth);
    return table;
}

} // namespace

WindowsButton::WindowsButton(WindowsModel* windows, QWidget* parent) : QToolButton(parent), m_windows(windows)
{
    lookLikeLink(this);
    setToolTip(tr("The context is longer than the model reads at once. All windows, with their best answers"));
    connect(this, &QToolButton::clicked, this, &WindowsButton::showList);
    connect(windows, &QAbstractItemModel::modelReset, this, &WindowsButton::showSummary);
    showSummary();
}

void WindowsButton::showSummary()
{
    const QString summary = m_windows->summary();
    setText(summary + QStringLiteral(" ▾"));
    setVisible(!summary.isEmpty());
}

QFrame* WindowsButton::makeList()
{
    auto* popup = new QFrame(this, Qt::Popup);
    popup->setObjectName("list");
    popup->setFrameShape(QFrame::StyledPanel);
    QTreeView* table = makeTable(m_windows);
    connect(table, &QTreeView::clicked, this, [this](const QModelIndex& row) { choose(row.row()); });
    connect(table, &QTreeView::activated, this, [this](const QModelIndex& row) { choose(row.row()); });
    auto* layout = new QHBoxLayout(popup);
    layout->setContentsMargins(1, 1, listMargin, listMargin);
    layout->addWidget(table);
    return popup;
}

void WindowsButton::showList()
{
    if (!m_list)
        m_list = makeList();
    auto* table = m_list->findChild<QTreeView*>();
    table->ensurePolished();
    const int rows = std::min(m_windows->rowCount(), mostRows);
    m_list->resize(std::min(listWidth, window()->width() - 20),
                   table->header()->sizeHint().height() + rows * table->sizeHintForRow(0) + 2 * listMargin);
    const QPoint corner = mapToGlobal(QPoint(width(), height()));
    m_list->move(corner.x() - m_list->width(), corner.y());
    table->setCurrentIndex(m_windows->index(m_windows->shown(), 0));
    m_list->show();
    table->setFocus();
}

void WindowsButton::choose(int row)
{
    // A click may count as activation too; the list is gone by then.
    if (!m_list->isVisible())
        return;
    m_list->hide();
    emit windowChosen(row);
}

} // namespace headlight::ui
