// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <stop_token>

#include "core/engine/torch/methods/layer_parts.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

// What each token gives to each token of a layer's output, [S,S]: row = token of the output, column = token of the
// layer's input. N₁ and N₂ are the layer normalisations as linear maps: with the deviation of the real vector, and
// without bias. All throw Stopped, and take memory for a block of rows, never [S,S,D].

/// ALTI (Ferrando et al. 2022): with y_i the attention block's output and T_i(x_j) = N₁(Σ_h α_ij f_h(x_j) + δ_ij x_i)
/// what token j gives to it, max(0, ‖y_i‖₁ - ‖y_i - T_i(x_j)‖₁), rows divided by their sum.
at::Tensor altiMap(const EncoderLayer& layer, const LayerParts& parts, const std::stop_token& stop);

/// GlobEnc (Modarressi et al. 2022): ‖N₂(T_i(x_j))‖₂, in float64.
at::Tensor globEncMap(const EncoderLayer& layer, const LayerParts& parts, const std::stop_token& stop);

/// Value zeroing (Mohebbi et al. 2023): how far token i's output turns, 1 - cos, where token j's value is zero in all
/// heads; rows divided by their sum. The sum before N₁ loses Σ_h α_ij f_h(x_j), and what follows is computed again.
at::Tensor valueZeroingMap(const EncoderNetwork& network, std::size_t layer, const LayerParts& parts,
                           const LayerJob& job);

} // namespace headlight::engine
