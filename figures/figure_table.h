// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "figures/figure_data.h"

namespace headlight::ui {

/// Spreadsheets compute what begins with =, +, -, @, a tab or a carriage return. A guarded text has an apostrophe
/// before it, and is no longer the token itself. Numbers stay numbers.
enum class Formulas { AsTheyAre, Guarded };

/// The numbers of a figure's maps as CSV (RFC 4180, UTF-8): a header with the column labels, then one line a row, led
/// by what tells the maps apart (layer, head, target) where there are several; or the figure's table. Values read back
/// to the same number.
std::string csvText(const FigureData& figure, Formulas formulas = Formulas::AsTheyAre);
/// The same with tabs, as spreadsheets take it from the clipboard.
std::string tsvText(const FigureData& figure, Formulas formulas = Formulas::AsTheyAre);

/// The numbers of a figure's maps as an NPY file (format 1.0, float32, little-endian, C order).
std::vector<std::byte> npyBytes(const FigureData& figure);

} // namespace headlight::ui
