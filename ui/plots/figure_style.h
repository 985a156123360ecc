// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

#include "figures/figure_look.h"

class QPalette;

namespace headlight::ui {

/// The fonts and colours of a figure.
struct FigureStyle {
    Theme theme = Theme::Light;
    QFont font;        ///< titles of panels
    QFont smallFont;   ///< tokens and ticks, at least 11 px
    QColor background; ///< around the panels
    QColor panel;      ///< the panels' own colour, zero of diverging maps
    QColor text;
    QColor faintText;
    QColor frame;
    QColor accent;
    QColor bars;           ///< whose colour says nothing, on `panel`
    QColor boxes;          ///< the same, for areas with lines in them
    bool captions = false;    ///< with title and caption, as files need them
    bool transparent = false; ///< nothing is drawn behind the figure

    /// As the window looks.
    static FigureStyle fromPalette(const QPalette& palette, const QFont& font);
    /// As files look, whatever the desktop.
    static FigureStyle forExport(const FigureLook& look);

    bool operator==(const FigureStyle&) const = default;
};

/// Dark where the window's colour is.
Theme themeOf(const QPalette& palette);
/// Whether text is black on white or white on black.
bool isHighContrast(const QPalette& palette);

} // namespace headlight::ui
