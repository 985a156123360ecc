// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <string>

#include "core/engine/torch/network/weights.h"

namespace headlight::engine {

// Vectors as sums of parts, one an input token: `parts` [N,S,D] of vectors [N,D]. What follows keeps the sums, whatever
// the weights (DecompX, Modarressi et al. 2023).

/// Adds `bias` [D] to the vectors, split over the parts by |bias · part|; evenly where all of these are 0. In place.
void addBiasToParts(const at::Tensor& parts, const at::Tensor& bias);
/// x Wᵀ + b of the vectors, by parts.
at::Tensor linearOfParts(const Linear& linear, const at::Tensor& parts);
/// The layer normalisation made linear by the deviation of the vectors `sums` [N,D] themselves; its bias is split.
at::Tensor normOfParts(const LayerNorm& norm, double epsilon, const at::Tensor& parts, const at::Tensor& sums);
/// The activation by its slope through the origin, θ = f(z) / z, at the vectors z = `sums` [N,D]; in place. Each of the
/// activations is 0 at 0, so that θ is its limit there and the sums are kept.
void activateParts(const std::string& activation, const at::Tensor& parts, const at::Tensor& sums);

} // namespace headlight::engine
