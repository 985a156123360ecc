// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>

#include "core/base/array.h"
#include "core/measures/alignment.h"

namespace headlight {

// Two maps of equal size, cell by cell. NaN where the answer is not defined: for fewer than two cells, a cell that is
// not finite, and, of correlations, where all cells of a map are equal.

/// How well one map is a straight line of the other, -1 to 1 (scipy.stats.pearsonr).
double pearson(std::span<const float> left, std::span<const float> right);
/// The same of their ranks; equal values share their average rank (scipy.stats.spearmanr).
double spearman(std::span<const float> left, std::span<const float> right);
/// The share of the `count` cells of largest magnitude that both maps have in common, 0 to 1. Of equal magnitudes the
/// cell that comes first counts. `count` is at least 1 and at most the number of cells.
double strongestInCommon(std::span<const float> left, std::span<const float> right, std::int64_t count);

/// Average ranks from 1, as scipy.stats.rankdata has them; 0.0 and -0.0 are equal. Values must be finite.
std::vector<double> averageRanks(std::span<const float> values);

enum class Agreement { Pearson, Spearman, Strongest };

/// What a board of heads is made of.
struct BoardRequest {
    Agreement agreement = Agreement::Spearman;
    std::int64_t strongest = 0; ///< of Strongest: the number of cells; 0: as many as there are tokens
};

/// The cells of `left` [.., S,S] whose tokens have partners, in the partners' order: [.., n,n].
Array alignedLeft(const Array& left, const TokenAlignment& alignment);
/// The same of the right side.
Array alignedRight(const Array& right, const TokenAlignment& alignment);

/// The number of cells that `request` asks for, of maps of n x n tokens.
std::int64_t strongestCount(const BoardRequest& request, std::int64_t tokens);

/// What is known of a board after each layer: what is not compared yet is NaN.
using BoardReport = std::function<void(const Array& board, std::int64_t layersDone)>;

/// Whether each head of `left` [L,H,S,S] agrees with the same head of `right` [L,H,T,T], over the tokens that are
/// aligned: [L,H]. Null where the shapes do not fit or `stop` was raised; it is checked after every head. `report` may
/// be empty.
Array compareHeads(const Array& left, const Array& right, const TokenAlignment& alignment, const BoardRequest& request,
                   std::stop_token stop = {}, const BoardReport& report = {});

/// left - right, cell by cell, of equal shapes; first each divided by its largest magnitude where `scaled`.
Array difference(const Array& left, const Array& right, bool scaled);
/// `values` divided by their largest finite magnitude; zeros stay.
Array scaledToLargest(const Array& values);

} // namespace headlight
