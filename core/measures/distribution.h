// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/array.h"

namespace headlight {

inline constexpr std::size_t massBins = 100;

/// How attribution spreads over the hidden units of one token in one layer. All in float64, in the attribution's unit
/// unless said otherwise; NaN where no value is finite.
struct UnitDistribution {
    double minimum = 0;
    double maximum = 0;
    double q1 = 0; ///< quartiles as numpy.percentile has them: linear interpolation
    double median = 0;
    double q3 = 0;
    double whiskerLow = 0; ///< as matplotlib's boxplot has them, whis = 1.5
    double whiskerHigh = 0;
    std::vector<double> fliers; ///< what lies beyond the whiskers, ascending
    double total = 0;           ///< the sum over hidden units
    /// The share of the values in each of 100 equal bins from `binsLow` to `binsHigh` (numpy.histogram: the last bin
    /// holds its right edge too); sums to 1, or is zero where no value is finite.
    std::array<double, massBins> mass{};
    double binsLow = 0;
    double binsHigh = 0;
    double entropyBits = 0;   ///< Shannon entropy of `mass`, in bits: 0 to log2(100)
    std::int64_t ignored = 0; ///< values that are not finite: they count for nothing else
};

/// The distribution of `values`.
UnitDistribution unitDistribution(std::span<const float> values);

/// One a layer: how `token`'s layer conductance spreads over the hidden units. `hidden` is [L,S,D] and holds the token.
std::vector<UnitDistribution> tokenDistribution(const Array& hidden, std::int64_t token);

/// The attribution of `token`'s hidden units, [L,D], out of [L,S,D].
Array tokenUnits(const Array& hidden, std::int64_t token);

/// Whether `hidden` is of shape [L,S,D], none of them zero, and holds `token`.
bool holdsToken(const Array& hidden, std::int64_t token);

} // namespace headlight
