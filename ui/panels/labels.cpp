// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/labels.h"

#include <QStyle>

namespace headlight::ui {

QLabel* roleLabel(const char* role, const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", role);
    return label;
}

void setRole(QLabel* label, const char* role)
{
    if (label->property("role").toByteArray() == role)
        return;
    label->setProperty("role", role);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

void lookLikeLink(QToolButton* button)
{
    button->setProperty("role", "link");
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
}

QToolButton* linkButton(const QString& text, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    lookLikeLink(button);
    return button;
}

} // namespace headlight::ui
