// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/display.h"
#include "ui/views/menu_button.h"

namespace headlight::ui {

/// Chooses which tokens the maps show: what becomes of [CLS] and [SEP], and whether wordpieces are merged to words.
class TokensButton : public MenuButton {
    Q_OBJECT
public:
    explicit TokensButton(QWidget* parent = nullptr);

    void setDisplay(const Display& display);

signals:
    void chosen(const headlight::ui::Display& display);

private:
    QString summary() const;

    Display m_display;
    QActionGroup* m_special;
    QAction* m_words;
};

} // namespace headlight::ui
