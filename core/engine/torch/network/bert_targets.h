// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <vector>

#include "core/engine/engine.h"

namespace headlight::engine {

/// A target's values [K] of the logits [K,S,2]; and the tokens that a maximum chose, int64 [K], otherwise undefined.
struct TargetValues {
    at::Tensor values;
    at::Tensor winners;
};
TargetValues valuesOf(const TargetFunction& target, const at::Tensor& logits);

/// The tokens whose logits `targets` read, ascending; all `S` of them for a maximum.
std::vector<std::int64_t> tokensRead(const std::vector<TargetFunction>& targets, std::int64_t S);

/// Where the last layer's output reaches a target: one entry a target, input and token, in this order.
struct HeadEntry {
    std::int64_t target = 0, input = 0, position = 0;
    double start = 0; ///< derivative by the token's start logit
    double end = 0;   ///< and by its end logit
};
/// Of all targets at K inputs. `found` are their values.
std::vector<HeadEntry> headEntries(const std::vector<TargetFunction>& targets, const std::vector<TargetValues>& found,
                                   std::int64_t K);

} // namespace headlight::engine
