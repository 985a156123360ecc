// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/drop_hint.h"

#include <QPainter>

#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int edgeWidth = 3;
constexpr int padding = 14; // around the text
constexpr int veil = 110;   // of 255: how much of the window's ground lies over what is behind

} // namespace

DropHint::DropHint(QWidget* window) : QLabel(window)
{
    setObjectName("dropHint");
    setAlignment(Qt::AlignCenter);
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::show(const QString& text)
{
    setText(text);
    setAccessibleName(text);
    setGeometry(parentWidget()->rect());
    raise();
    setVisible(!text.isEmpty());
}

void DropHint::paintEvent(QPaintEvent*)
{
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    QColor ground = palette().color(QPalette::Window);
    ground.setAlpha(veil);
    painter.fillRect(rect(), ground);
    painter.setPen(QPen(colours.accent, edgeWidth, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    QRect box = fontMetrics().boundingRect(text()).adjusted(-padding, -padding, padding, padding);
    box.moveCenter(rect().center());
    painter.fillRect(box, palette().color(QPalette::Base));
    painter.drawRect(box);
    painter.setPen(colours.text);
    painter.drawText(box, Qt::AlignCenter, text());
}

} // namespace headlight::ui
