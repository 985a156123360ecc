// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include "ui/panels/labels.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr QSize foldedSize(0, 1); // the line under the tabs
constexpr int markHeight = 2;

} // namespace

DockTitle::DockTitle(QDockWidget* dock) : QWidget(dock), m_title(new QLabel(dock->windowTitle()))
{
    m_title->setObjectName("dockTitle");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 6, 0);
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
    m_front = front;
    update();
}

QSize DockTitle::sizeHint() const
{
    return m_folded ? foldedSize : QWidget::sizeHint();
}

QSize DockTitle::minimumSizeHint() const
{
    return m_folded ? foldedSize : QWidget::minimumSizeHint();
}

void DockTitle::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colours.surface);
    painter.fillRect(0, height() - 1, width(), 1, colours.line);
    if (!m_folded)
        painter.fillRect(m_title->x(), height() - markHeight, m_title->width(), markHeight,
                         m_front ? colours.accent : colours.quiet);
}

} // namespace headlight::ui
