// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <map>
#include <vector>

#include "core/data/target_function.h"
#include "core/engine/torch/network/head.h"

namespace headlight::engine {

/// A target's values [K] of the scores [K,rows,C]; and the rows that a maximum chose, int64 [K], otherwise undefined.
struct TargetValues {
    at::Tensor values;
    at::Tensor winners;
};
TargetValues valuesOf(const TargetFunction& target, const at::Tensor& scores);

/// Where the last layer's output reaches a target: one entry a target, input and token, in this order.
struct HeadEntry {
    std::int64_t target = 0, input = 0;
    std::int64_t token = 0;
    std::int64_t read = 0; ///< its number among the tokens read
};

/// The gradient at the last layer's output in the rows of the entries.
struct HeadGradient {
    std::vector<HeadEntry> entries;
    at::Tensor rows; ///< [N,D]
};

/// Targets as functions of the rows of the last layer's output that they read, P tokens of each input, by way of the
/// classes that they name.
class ReadTargets {
public:
    /// `judged`: the tokens whose rows the head makes scores of, in the order of these.
    ReadTargets(const std::vector<TargetFunction>& targets, const Head& head, const std::vector<std::int64_t>& judged);

    std::int64_t count() const { return static_cast<std::int64_t>(m_targets.size()); }
    /// The tokens that are read, ascending; all of `judged` for a maximum.
    const std::vector<std::int64_t>& tokens() const { return m_tokens; }
    /// Of the rows [K·P,D]. Winners are tokens.
    std::vector<TargetValues> values(const at::Tensor& rows, std::int64_t K) const;
    /// `found` are the values of `rows`.
    HeadGradient gradient(const std::vector<TargetValues>& found, const at::Tensor& rows, std::int64_t K) const;

private:
    /// By the number of a token read, and by class.
    using Slopes = std::map<std::int64_t, std::vector<double>>;

    Slopes slopesOf(std::size_t t, const TargetValues& found, std::int64_t k) const;
    std::int64_t numberOf(std::int64_t token) const;

    std::vector<std::int64_t> m_tokens;
    Head m_head;
    std::vector<TargetFunction> m_targets; ///< by the numbers of the tokens read and of the head's classes
};

} // namespace headlight::engine
