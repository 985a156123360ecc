// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/elided_label.h"

#include <QEvent>
#include <algorithm>

#include "figures/isolated.h"
#include "figures/token_text.h"

namespace headlight::ui {

namespace {

constexpr int leastWidth = 70;

} // namespace

ElidedLabel::ElidedLabel(int mostWidth, QWidget* parent) : QLabel(parent), m_mostWidth(mostWidth)
{
    setTextFormat(Qt::PlainText);
    setProperty("role", "quiet");
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
}

void ElidedLabel::setWholeText(const QString& text, const QString& hint)
{
    m_text = text;
    setToolTip(plainHint(hint));
    setAccessibleName(text);
    ensurePolished();
    showText();
    updateGeometry();
}

void ElidedLabel::showText()
{
    setText(elided(fontMetrics(), m_text, width(), Qt::ElideMiddle));
}

int ElidedLabel::widthOfText() const
{
    return m_text.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_text) + 2;
}

QSize ElidedLabel::sizeHint() const
{
    return {std::min(widthOfText(), m_mostWidth), fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(widthOfText(), leastWidth), fontMetrics().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    showText();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        showText();
        updateGeometry();
    }
}

} // namespace headlight::ui
