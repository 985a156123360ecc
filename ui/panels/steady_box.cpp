// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/steady_box.h"

#include <QEvent>
#include <algorithm>

namespace headlight::ui {

SteadyBox::SteadyBox(QWidget* line, QWidget* parent) : QWidget(parent), m_line(line)
{
    line->setParent(this);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    measure();
}

int SteadyBox::neededHeight() const
{
    const bool wraps = m_line->hasHeightForWidth() && width() > 0;
    return std::max(m_line->minimumHeight(), wraps ? m_line->heightForWidth(width()) : m_line->sizeHint().height());
}

void SteadyBox::measure()
{
    const int height = neededHeight();
    if (height == m_height)
        return;
    m_height = height;
    updateGeometry();
}

bool SteadyBox::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest && m_line->hasHeightForWidth())
        measure();
    return QWidget::event(event);
}

void SteadyBox::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
}

/// Before, the line has no style and perhaps another font.
void SteadyBox::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_line->ensurePolished();
    measure();
}

void SteadyBox::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_line->setGeometry(rect());
    if (m_line->hasHeightForWidth())
        measure();
}

} // namespace headlight::ui
