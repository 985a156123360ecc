// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/data/analysis_result.h"

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

/// A measure: something that a result says of its heads. Attribution is one for each target.
struct MeasureKind {
    std::string id;     ///< as on the command line: attention, start, end, class ..., alpha-f, sum-alpha-f, f
    std::string tensor; ///< as sessions name it
    MeasureShape shape = MeasureShape::HeadMaps;
    bool isSigned = false;
    /// Attention: the mean over the pieces that look, the sum over those that are looked at, so that rows still sum to
    /// 1 (as Clark et al. 2019 have it). Attributions add up. Norms do not: the largest stands for the word.
    MergeRule merge;
    bool isTarget = false; ///< the attribution to a target, whose name is the id
};

/// All measures of a result whose targets are `targets`, in the order of their buttons: attention, the targets, the
/// norms.
std::vector<MeasureKind> measureKinds(const std::vector<std::string>& targets);
/// The measure called `id`, which is a target's name if it is no other.
MeasureKind measureKind(std::string_view id);
/// Its values in `result`; null where they are not there.
Array valuesOf(const MeasureKind& measure, const AnalysisResult& result);

/// The targets whose attributions `result` holds, in the order of the text: start before end, then by name.
std::vector<std::string> targetsHeld(const AnalysisResult& result);
/// The names of the targets that a run with this target will give.
std::vector<std::string> targetsAsked(const Target& target, TaskKind task);
/// Those held; before there are any, those asked for by the options.
std::vector<std::string> targetsOf(const AnalysisResult& result);

} // namespace headlight
