// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight {

/// A token of one input and the equal one of another.
struct TokenPair {
    std::int64_t left = 0;
    std::int64_t right = 0;
    bool operator==(const TokenPair&) const = default;
};

/// Which tokens of two inputs are the same ones; both sides ascend.
struct TokenAlignment {
    std::vector<TokenPair> pairs;
    std::int64_t leftLength = 0; ///< tokens there are
    std::int64_t rightLength = 0;

    /// Tokens of either side that have no partner.
    std::int64_t leftAlone() const { return leftLength - static_cast<std::int64_t>(pairs.size()); }
    std::int64_t rightAlone() const { return rightLength - static_cast<std::int64_t>(pairs.size()); }
    /// Whether both inputs are the same tokens in the same places.
    bool isIdentity() const { return leftAlone() == 0 && rightAlone() == 0; }
    /// The partner of token `left`; -1 where it has none.
    std::int64_t rightOf(std::int64_t left) const;
    /// The partner of token `right`; -1 where it has none.
    std::int64_t leftOf(std::int64_t right) const;
};

/// The longest common subsequence of two lists of tokens. Where several are as long, what both begin and end with is
/// together, and the rest comes earliest on the left. Of texts that differ in more than some thousand tokens, only what
/// both begin and end with.
TokenAlignment alignTokens(std::span<const std::string> left, std::span<const std::string> right);

/// The same of two inputs, part by part: [CLS], question, [SEP], context, [SEP] each with its like, so that a word of
/// the question never stands for one of the context.
TokenAlignment alignInputs(const Input& left, const Input& right);

} // namespace headlight
