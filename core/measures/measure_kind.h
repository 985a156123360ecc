// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace headlight {

/// What a measure has values for. L layers, H heads, S tokens.
enum class MeasureShape {
    HeadMaps,  ///< [L,H,S,S]
    LayerMaps, ///< [L,S,S]
    HeadRows,  ///< [L,H,S]
};

/// How the values of a word's pieces become one.
enum class Merge {
    Sum,
    Mean,
    Maximum, ///< the value of the largest magnitude, with its sign
};

/// How a measure merges along its rows ("from") and its columns ("to").
struct MergeRule {
    Merge from = Merge::Sum;
    Merge to = Merge::Sum;
    bool operator==(const MergeRule&) const = default;
};

/// A measure: something that a result says of its heads or layers. Attribution is one for each target.
struct MeasureKind {
    std::string id;     ///< as on the command line: attention, start, class ..., alpha-f, f, rollout, chefer.start
    std::string tensor; ///< as sessions name it
    MeasureShape shape = MeasureShape::HeadMaps;
    bool isSigned = false;
    /// Attention: the mean over the pieces that look, the sum over those that are looked at, so that rows still sum to
    /// 1 (as Clark et al. 2019 have it). Attributions add up. Norms do not: the largest stands for the word.
    MergeRule merge;
    bool isTarget = false; ///< the attribution to a target, whose name is the id
};

} // namespace headlight
