// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/data/input.h"
#include "core/data/target_function.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// Every token's state as a sum of parts, one an input token, carried through all layers.
struct Decomposition {
    at::Tensor norms;                ///< [L,S,S], ‖x_{i⇐j}‖ after each layer
    std::vector<double> errors;      ///< one a layer: how far the parts' sums are off, relative to the largest state
    std::vector<at::Tensor> targets; ///< one a target, [S]: the parts of its value
};

/// DecompX (Modarressi et al. 2023): attention as it is, with biases split by token_parts.h's rule, normalisations by
/// their true deviation, activations by their slope through the origin; the head likewise. `pass` is one over `input`
/// alone; `jobOf` gives the job of each layer. Throws Stopped.
Decomposition decomposed(const EncoderNetwork& network, const EncoderPass& pass, const Input& input,
                         const std::vector<TargetFunction>& targets,
                         const std::function<LayerJob(std::size_t layer)>& jobOf);

/// Bytes of memory that it takes for a text of so many tokens: the parts of one layer, S·S·D, are all there at once.
std::int64_t decompositionBytes(const EncoderNetwork& network, std::int64_t tokens);

} // namespace headlight::engine
