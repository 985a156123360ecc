// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/data/input.h"

namespace headlight {

/// Shares of the tokens, in percent, at which ERASER looks (DeYoung et al. 2020).
inline constexpr std::array<int, 5> eraserShares{1, 5, 10, 20, 50};

/// The tokens that may be removed from an input of N such: all but special ones, and those that `kept` lists.
std::vector<std::int64_t> removableTokens(const Input& input, const std::vector<std::int64_t>& kept = {});

/// `tokens` by the magnitude of their `scores` (one a token of the input), the largest first, equal ones by position;
/// what is no number comes last.
std::vector<std::int64_t> rankedTokens(const std::vector<std::int64_t>& tokens, const std::vector<double>& scores);
/// The same tokens in an order that says nothing: the floor for every other.
std::vector<std::int64_t> randomTokens(const std::vector<std::int64_t>& tokens, std::uint64_t seed);

/// What becomes of a probability p as tokens go (docs/numbers.md).
struct FaithfulnessCurves {
    std::vector<double> deletion;  ///< [N+1]: p without the first m = 0 ... N tokens
    std::vector<double> insertion; ///< [N+1]: p with the first m alone
    double deletionArea = 0;       ///< trapezoids over m/N: the smaller, the better the order
    double insertionArea = 0;      ///< the larger, the better
    std::array<double, eraserShares.size()> comprehensiveness{}; ///< p - deletion, high is good
    std::array<double, eraserShares.size()> sufficiency{};       ///< p - insertion, low is good

    double meanComprehensiveness() const;
    double meanSufficiency() const;
};

/// Of curves that are whole; `probability` is that of the unchanged input.
FaithfulnessCurves curvesOf(double probability, std::vector<double> deletion, std::vector<double> insertion);

} // namespace headlight
