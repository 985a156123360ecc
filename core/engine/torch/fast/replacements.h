// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/engine/torch/fast/attention_products.h"

namespace headlight::engine {

/// An output inside a layer that is held at given values, whatever the layer makes of its input.
struct Replacement {
    static constexpr std::int64_t feedForward = -1; ///< in place of a head
    static constexpr std::int64_t everyCopy = -1;

    std::int64_t head = 0;
    at::Tensor output;             ///< of a head's value mix, [S,d]; of the feed-forward part, its bias included, [S,D]
    std::int64_t copy = everyCopy; ///< of the K inputs that are run at once
};

/// By layer.
using Replacements = std::map<std::size_t, std::vector<Replacement>>;

/// Those of a layer; none where nothing is replaced.
const std::vector<Replacement>& replacementsOf(const Replacements& all, std::size_t layer);
bool holdsFeedForward(const std::vector<Replacement>& replacements);

/// Writes the heads' outputs into their columns of `mixed` [K·S,D].
void replaceHeads(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& mixed);
/// What is held has no rate of change and hands no gradient down: writes 0 into the heads' columns of `rows` [N,D], of
/// every copy.
void clearHeads(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& rows);
/// Writes the feed-forward part's output, less the `bias` [D] that is still to be added, into `product`: [K·S,D], or
/// [K·P,D] where `rows` (int64 [K·P], by copy) go on alone.
void replaceFeedForward(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& rows,
                        const at::Tensor& bias, const at::Tensor& product);

} // namespace headlight::engine
