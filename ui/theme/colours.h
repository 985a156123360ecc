// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// The colours of the window beside those of the maps. One accent marks what is chosen; all else is grey.
struct Colours {
    QColor surface; ///< the side columns, the answer
    QColor recess;  ///< the views' ground, fields
    QColor text;
    QColor quiet; ///< second-rank text
    QColor line;  ///< borders and separators
    QColor accent;
    QColor accentText; ///< on the accent
    QColor chosen;     ///< ground of what is chosen
    QColor answer;     ///< ground of the answer in its context
    QColor start;      ///< probability of the answer's start
    QColor end;        ///< probability of the answer's end
    QColor error;
    QColor errorGround;
};

const Colours& colours(Theme theme, bool highContrast = false);
/// The colours that go with a widget's palette.
inline const Colours& coloursOf(const QPalette& palette)
{
    return colours(themeOf(palette), isHighContrast(palette));
}

} // namespace headlight::ui
