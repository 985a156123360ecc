// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/array.h"
#include "core/data/analysis_result.h"

namespace headlight {

/// The parts of an input, in the order of a block map's rows and columns.
enum class TokenGroup { Cls, Question, Context, Answer, Sep };
inline constexpr std::int64_t tokenGroups = 5;

/// The group of each token. The answer's tokens are not counted in the context, both [SEP]s are one group; without an
/// answer, or with one that is no span of the context, its group is empty.
std::vector<TokenGroup> groupsOf(const Input& input, const std::optional<AnswerSpan>& answer);

/// The same of any task: of one that asks no question, the first of two texts is counted as question, the last one as
/// context, and labelled spans and masks as answer.
std::vector<TokenGroup> groupsOf(const AnalysisResult& result);

/// How the cells of a block become one number.
enum class BlockRule {
    RowMean,    ///< what a from-token of the group gives to the to-group, on average: of attention, rows sum to 1
    Magnitudes, ///< the sum of the cells' magnitudes
    Values,     ///< the sum of the cells
};

/// The mass between groups of each map of `maps` [.., S,S]: [.., 5,5], from the row's group to the column's. With
/// RowMean, rows of a group without tokens are NaN; the other sums are 0 there. `groups` has one entry a token.
Array blockMass(const Array& maps, const std::vector<TokenGroup>& groups, BlockRule rule);

/// A head with its mass from one group to another.
struct RankedHead {
    std::int64_t layer = 0;
    std::int64_t head = 0;
    double mass = 0;
};

/// All heads of `blocks` [L,H,5,5], the largest magnitude from group `from` to group `to` first; NaN last, equal ones
/// in the order of layers and heads.
std::vector<RankedHead> rankByMass(const Array& blocks, TokenGroup from = TokenGroup::Question,
                                   TokenGroup to = TokenGroup::Answer);

} // namespace headlight
