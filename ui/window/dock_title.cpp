// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

#include "ui/panels/labels.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock), m_title(new QLabel(dock->windowTitle()))
{
    m_title->setObjectName("dockTitle");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 6, 1);
    row->setSpacing(2);
    row->addWidget(m_title);
    row->addStretch(1);
    m_float = addButton({}, QStringLiteral("float"));
    QToolButton* close = addButton(tr("Close %1").arg(dock->windowTitle()), QStringLiteral("close"));
    connect(m_float, &QToolButton::clicked, this, &DockTitle::floatWanted);
    connect(close, &QToolButton::clicked, this, &DockTitle::closeWanted);
    showFloating(false);
    setFront(false);
}

QToolButton* DockTitle::addButton(const QString& name, const QString& icon)
{
    QToolButton* button = linkButton({}, this);
    button->setIcon(QIcon(QStringLiteral(":/headlight/%1.svg").arg(icon)));
    button->setIconSize({11, 11});
    button->setAccessibleName(name);
    button->setToolTip(name);
    layout()->addWidget(button);
    return button;
}

void DockTitle::showFloating(bool floating)
{
    const QString view = m_title->text();
    const QString name = floating ? tr("Put %1 back into the window").arg(view) : tr("Let %1 float").arg(view);
    m_float->setAccessibleName(name);
    m_float->setToolTip(name);
}

void DockTitle::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    for (auto* child : findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        child->setVisible(!folded);
    updateGeometry();
}

void DockTitle::setFront(bool front)
{
    if (m_title->property("front") == QVariant(front))
        return;
    m_title->setProperty("front", front);
    m_title->style()->unpolish(m_title);
    m_title->style()->polish(m_title);
}

QSize DockTitle::sizeHint() const
{
    return m_folded ? QSize(0, 0) : QWidget::sizeHint();
}

QSize DockTitle::minimumSizeHint() const
{
    return m_folded ? QSize(0, 0) : QWidget::minimumSizeHint();
}

void DockTitle::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, height() - 1, width(), 1, colours.line);
}

} // namespace headlight::ui
