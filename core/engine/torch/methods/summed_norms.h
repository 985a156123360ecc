// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::engine {

// Norms of sums over heads, ‖Σ_h α_h f_h(x_j)‖, without the tensor [S,S,D] of the sums: by the products of the f_h(x_j)
// of each token j with each other. In float64, as squares of norms lose half of their digits.

/// f_h(x_j) = W_h v_h(x_j) [H,S,D], of values v [S,H,d] and the attention output's weight W [D,H·d].
at::Tensor transformedValues(const at::Tensor& values, const at::Tensor& projection);
/// G[j,h,g] = f_h(x_j) · f_g(x_j), [S,H,H], of f [H,S,D].
at::Tensor gramMatrices(const at::Tensor& f);
/// ‖Σ_h α_h(i,j) f_h(x_j)‖, [S,S], of the attention [H,S,S] and the Gram matrices.
at::Tensor summedNorms(const at::Tensor& attention, const at::Tensor& gram);
/// The norms of `rows` [S,D] in the place of the diagonal of `norms` [S,S].
at::Tensor withDiagonal(const at::Tensor& norms, const at::Tensor& rows);
/// Σ_h α_h(i,i) f_h(x_i), what a token gives itself, [S,D].
at::Tensor ownSums(const at::Tensor& attention, const at::Tensor& f);
/// x without its mean, times gamma: the layer normalisation without deviation and bias.
at::Tensor centred(const at::Tensor& x, const at::Tensor& gamma);

} // namespace headlight::engine
