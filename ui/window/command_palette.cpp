// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include "ui/window/command_delegate.h"

namespace headlight::ui {

namespace {

constexpr int widest = 620;
constexpr int topDistance = 60;
constexpr int mostRows = 12;

bool movesInList(const QKeyEvent* event)
{
    constexpr int keys[] = {Qt::Key_Up, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown};
    return std::find(std::begin(keys), std::end(keys), event->key()) != std::end(keys);
}

} // namespace

CommandPalette::CommandPalette(QWidget* parent)
    : QFrame(parent, Qt::Popup),
      m_field(new QLineEdit),
      m_list(new QListView)
{
    setObjectName("palette");
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Commands"));
    m_field->setPlaceholderText(tr("Type what you want to do"));
    m_field->setAccessibleName(tr("Command"));
    m_field->installEventFilter(this);
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps it, and hands the keys on
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(4);
    column->addWidget(m_field);
    column->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_model.setTyped(typed);
        m_list->setCurrentIndex(m_model.index(0));
        fit();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::open(Commands commands)
{
    m_model.setCommands(std::move(commands));
    m_field->clear();
    m_model.setTyped({});
    m_list->setCurrentIndex(m_model.index(0));
    fit();
    show();
    m_field->setFocus();
}

void CommandPalette::fit()
{
    const QWidget* window = parentWidget()->window();
    const int rows = std::clamp(m_model.rowCount(), 1, mostRows);
    m_list->setFixedHeight(rows * m_list->itemDelegate()->sizeHint({}, {}).height() + 2);
    setFixedWidth(std::min(widest, window->width() - 40));
    adjustSize();
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, topDistance)));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        runCurrent();
        return true;
    }
    if (!movesInList(key))
        return QFrame::eventFilter(watched, event);
    QCoreApplication::sendEvent(m_list, event);
    return true;
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentIndex().row();
    if (row < 0)
        return;
    hide(); // what is done may open a window of its own
    m_model.run(row);
}

} // namespace headlight::ui
