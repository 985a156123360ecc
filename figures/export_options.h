// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>
#include <QString>
#include <optional>

#include "core/session/session.h"
#include "figures/figure_look.h"

namespace headlight::ui {

/// What to export and how. Empty strings and -1 mean: as the session's view state says.
struct ExportOptions : FigureLook {
    QString view;   ///< heads, layers, overview, token-to-head, tokens, distribution, compare, blocks, words
    QString format; ///< png, svg, pdf, csv, npy
    QString measure;
    int layer = -1;
    int head = -1;  ///< one head alone, enlarged
    int token = -1; ///< whose distribution
    QList<int> layers; ///< of the panels, those to keep; empty: all
    QList<int> heads;  ///< likewise
    QString range;
    QString colours;
    QString special; ///< shown, out-of-range, last, hidden
    QString summary; ///< norm, mean, maximum
    std::optional<bool> words;
    QString source; ///< of view words: input, layer, embeddings, word, position, segment; empty: the first there is
    int firstNumber = -1; ///< 0 or 1
    ResultPtr other;      ///< of view compare: whose measure B is; null: of the same result
    QString measureB;     ///< of view compare
    QString mode;         ///< board, side, difference, scatter
    QString agreement;    ///< of its board: pearson, spearman, strongest
    int strongest = -1;   ///< cells; 0: as many as there are tokens
    std::optional<bool> signedBlocks;
    QRectF window{0, 0, 1, 1};      ///< the part of every panel that pictures show, as fractions: when zoomed
    std::optional<QString> title;   ///< empty: none; not given: the figure's own
    std::optional<QString> caption; ///< likewise
    bool colourBar = true;
    bool guardFormulas = false; ///< of csv: texts that spreadsheets would compute get an apostrophe before them
    bool operator==(const ExportOptions&) const = default;
};

/// png, svg, pdf, csv, npy.
const QStringList& exportFormats();
/// Whether a format is a picture, not numbers.
bool isPicture(const QString& format);

} // namespace headlight::ui
