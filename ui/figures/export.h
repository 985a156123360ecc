// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>

#include "core/base/error.h"
#include "core/session/session.h"
#include "ui/figures/theme.h"

namespace headlight::ui {

/// What to export and how. Empty strings and -1 mean: as the session's view state says.
struct ExportOptions {
    QString view;   ///< heads, layers, overview, token-to-head, tokens, distribution, compare, blocks
    QString format; ///< png, svg, pdf, csv, npy
    QString measure;
    int layer = -1;
    int head = -1; ///< one head alone, enlarged
    int token = -1; ///< whose distribution
    QString range;
    QString colours;
    QString special;      ///< shown, out-of-range, last, hidden
    QString summary;      ///< norm, mean, maximum
    std::optional<bool> words;
    int firstNumber = -1; ///< 0 or 1
    ResultPtr other;      ///< of view compare: whose measure B is; null: of the same result
    QString measureB;     ///< of view compare
    QString mode;         ///< board, side, difference, scatter
    QString agreement;    ///< of its board: pearson, spearman, strongest
    int strongest = -1;   ///< cells; 0: as many as there are tokens
    std::optional<bool> signedBlocks;
    QString title;
    Theme theme = Theme::Light;
    double widthMm = 180; ///< printed width; with dpi, the pixels of a PNG
    int dpi = 192;        ///< 96 is 1x, 192 is 2x, 300 for print
};

/// Draws one view of `session` as the window draws it, or writes the numbers behind it, to `file`. Needs a QApplication
/// (the offscreen platform will do), except for csv and npy. Refuses a view or measure that the session has no data for.
Result<void> exportView(const Session& session, const ExportOptions& options, const std::filesystem::path& file);

} // namespace headlight::ui
