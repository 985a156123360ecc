// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/menu_commands.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>

namespace headlight::ui {

namespace {

/// The text without its mnemonic and without the dots that announce a dialog.
QString plain(QString text)
{
    static const QString escaped = QStringLiteral("&&");
    text.replace(escaped, QChar(QChar::ObjectReplacementCharacter));
    text.remove(QLatin1Char('&'));
    text.replace(QChar(QChar::ObjectReplacementCharacter), QLatin1Char('&'));
    while (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

void addCommands(Commands& commands, const QString& group, QMenu* menu)
{
    emit menu->aboutToShow(); // some are filled then
    for (QAction* action : menu->actions()) {
        if (QMenu* inner = action->menu()) {
            addCommands(commands, plain(inner->title()), inner);
        } else if (action->isEnabled() && action->isVisible() && !action->isSeparator()) {
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            commands.append({group, plain(action->text()), keys, [action = QPointer(action)] {
                                 if (action)
                                     action->trigger();
                             }});
        }
    }
}

} // namespace

Commands menuCommands(const QMenuBar* bar)
{
    Commands commands;
    for (const QAction* action : bar->actions())
        addCommands(commands, plain(action->text()), action->menu());
    return commands;
}

} // namespace headlight::ui
