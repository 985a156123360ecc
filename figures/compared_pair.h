// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measures/comparison.h"
#include "figures/figure_request.h"
#include "figures/measure.h"

namespace headlight::ui {

/// What view compare sets against each other: measure A of a result and measure B of the same or of another.
struct ComparedPair {
    Measure a;
    Measure b;
    Array left;  ///< of A, [L,H,S,S]
    Array right; ///< of B, [L,H,T,T]
    TokenAlignment alignment;
    TokenAlignment agreeing; ///< of the tokens whose agreement is asked for: without special tokens that are hidden
    bool sameResult = true;

    /// Whether the numbers mean the same, so that one scale and plain differences do.
    bool sameUnit() const { return a.id == b.id || (a.isSigned && b.isSigned); }
};

/// The result that B is of.
const AnalysisResult& otherOf(const AnalysisResult& result, const FigureRequest& request);
/// The measure B that `request` means: what was chosen, else the same of another result, else another one.
QString measureBOf(const AnalysisResult& result, const FigureRequest& request);
/// The measures that view compare can show of `result`.
QList<Measure> comparableMeasures(const AnalysisResult* result);

/// The pair of `request`, or why there is none.
tl::expected<ComparedPair, QString> comparedPair(const AnalysisResult& result, const FigureRequest& request);

/// What the board of `request` shows.
BoardRequest boardRequestOf(const FigureRequest& request);

} // namespace headlight::ui
