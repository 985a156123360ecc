// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "figures/theme.h"

namespace headlight::ui {

inline constexpr double narrowestFigure = 20; ///< mm
inline constexpr double widestFigure = 2000;
inline constexpr int coarsestFigure = 30; ///< dpi
inline constexpr int finestFigure = 1200;
inline constexpr double smallestFigureText = 3; ///< points
inline constexpr double largestFigureText = 36;

/// How a figure in a file looks, whatever it shows.
struct FigureLook {
    Theme theme = Theme::Light;
    double widthMm = 180;     ///< printed width; with dpi, the pixels of a PNG
    int dpi = 192;            ///< 96 is 1x, 192 is 2x, 300 and 600 for print
    QString font;             ///< family; empty: DejaVu Sans, so that files are alike on all machines
    double fontPoints = 8;    ///< of tokens and ticks; all else has its size in proportion
    bool transparent = false; ///< no ground behind the figure
    bool operator==(const FigureLook&) const = default;
};

} // namespace headlight::ui
