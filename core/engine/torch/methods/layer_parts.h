// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>

#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What one layer makes of one input, on the way from what it is given to its output.
struct LayerParts {
    at::Tensor x;           ///< [S,D], what it is given
    at::Tensor attention;   ///< [H,S,S]
    at::Tensor transformed; ///< [H,S,D], f_h(x_j): the values, bias included, through the output's weight
    at::Tensor attended;    ///< [S,D], after the first normalisation
    at::Tensor scale1;      ///< [S,1], the reciprocal deviation that it divides by
    at::Tensor sum1;        ///< [S,D], what it normalises: attention, bias and residual
    at::Tensor inner;       ///< [S,I], what the feed-forward block's activation is given
    at::Tensor sum2;        ///< [S,D], what the second normalisation is given
    at::Tensor output;      ///< [S,D], after the second normalisation
    at::Tensor scale2;      ///< [S,1]
};

/// Those of layer `index`, of the first input of `pass`, in the network's type.
LayerParts layerParts(const EncoderNetwork& network, const EncoderPass& pass, std::size_t index);

/// The layer's output [N,D] of rows that its first normalisation is given, [N,D]: what follows the attention works on
/// each row alone. Memory for [N,I].
at::Tensor outputOfSums(const EncoderNetwork& network, std::size_t index, const at::Tensor& sums);

} // namespace headlight::engine
