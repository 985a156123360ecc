// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <vector>

namespace headlight::engine {

/// Multi-head self-attention of K inputs of S tokens with H heads of d units; D = H d. Query, key and value rows lie
/// side by side in one tensor qkv [K·S,3D]. LibTorch's batched products are slow at these sizes: one call of BLAS a
/// head. Here each head's products run on one thread, in kernels of our own.
struct HeadShape {
    std::int64_t K = 0, S = 0, H = 0, d = 0;
};

/// Rows of a gradient that follow each other like tokens do.
struct QueryRun {
    std::int64_t row = 0;      ///< of the first in the gradient
    std::int64_t position = 0; ///< its token
    std::int64_t count = 0;
};
/// The runs of each target and input, [T·K].
using QueryRuns = std::vector<std::vector<QueryRun>>;

/// At most so many rows make a run, so that what is made of them stays in the processor's cache.
constexpr std::int64_t longestRun = 48;

/// Attention probabilities [K,H,S,S], and the values that they mix, [K·S,D]. `bias` [H,S,S] is added to the products of
/// queries and keys, before they are scaled; it may be undefined. It changes no derivative but by the probabilities.
void attend(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& bias, const at::Tensor& attention,
            const at::Tensor& mixed);

/// The gradients at `attention` ([T,K,H,S,S], may be undefined) and at qkv [T·K·S,3D] from that at `mixed`, whose rows
/// `runs` describes. Of both, what belongs to rows that no run has is left as it is.
void attendGradient(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& attention,
                    const at::Tensor& mixedGradient, const QueryRuns& runs, const at::Tensor& attentionGradient,
                    const at::Tensor& qkvGradient);

/// The rates of change of `attention` and `mixed` from that of qkv.
void attendRate(const HeadShape& shape, const at::Tensor& qkv, const at::Tensor& attention, const at::Tensor& qkvRate,
                const at::Tensor& attentionRate, const at::Tensor& mixedRate);

} // namespace headlight::engine
