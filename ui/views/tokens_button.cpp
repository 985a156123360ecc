// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/tokens_button.h"

#include <QActionGroup>
#include <QMenu>

namespace headlight::ui {

TokensButton::TokensButton(QWidget* parent) : MenuButton(tr("Tokens shown"), parent)
{
    setToolTip(tr("Which tokens the maps show"));
    menu()->addSection(tr("[CLS] and [SEP]"));
    const auto choose = [this](const QString& name) {
        Display display = m_display;
        display.special = *specialTokensNamed(name);
        emit chosen(display);
    };
    m_special = addChoices(menu(),
                           {{nameOf(SpecialTokens::Shown), tr("Shown")},
                            {nameOf(SpecialTokens::OutOfRange), tr("Shown, left out of the colour range")},
                            {nameOf(SpecialTokens::Last), tr("At the end")},
                            {nameOf(SpecialTokens::Hidden), tr("Hidden")}},
                           choose);
    menu()->addSeparator();
    m_words = menu()->addAction(tr("Merge wordpieces to words"));
    m_words->setCheckable(true);
    connect(m_words, &QAction::triggered, this, [this](bool words) {
        Display display = m_display;
        display.words = words;
        emit chosen(display);
    });
    setDisplay({});
}

void TokensButton::setDisplay(const Display& display)
{
    m_display = display;
    mark(m_special, nameOf(display.special));
    m_words->setChecked(display.words);
    setChoiceText(summary());
}

QString TokensButton::summary() const
{
    const QString what = m_display.words ? tr("Words") : tr("Tokens");
    switch (m_display.special) {
    case SpecialTokens::Shown: return m_display.words ? tr("All words") : tr("All tokens");
    case SpecialTokens::OutOfRange: return tr("%1, masked").arg(what);
    case SpecialTokens::Last: return tr("%1, sorted").arg(what);
    default: return tr("%1 only").arg(what);
    }
}

} // namespace headlight::ui
