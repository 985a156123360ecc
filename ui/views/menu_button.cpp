// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/menu_button.h"

#include <QActionGroup>
#include <QMenu>

namespace headlight::ui {

MenuButton::MenuButton(const QString& name, QWidget* parent) : QToolButton(parent)
{
    setProperty("role", "menu");
    setAccessibleName(name);
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    menu()->setToolTipsVisible(true);
}

QActionGroup* MenuButton::addChoices(QMenu* menu, const Choices& choices, const std::function<void(QString)>& chosen)
{
    auto* group = new QActionGroup(menu);
    group->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    for (const auto& [id, text] : choices) {
        QAction* action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setData(id);
        connect(action, &QAction::triggered, menu, [chosen, id = id] { chosen(id); });
    }
    return group;
}

void MenuButton::mark(const QActionGroup* group, const QString& id)
{
    for (QAction* action : group->actions())
        action->setChecked(action->data().toString() == id);
}

void MenuButton::setChoiceText(const QString& text)
{
    setText(tr("%1 ▾").arg(text));
}

} // namespace headlight::ui
