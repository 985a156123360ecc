// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <vector>

#include "core/engine/torch/methods/target_pass.h"

namespace headlight::engine {

/// Gradient-weighted rollout (Chefer et al. 2021, self-attention rule): from R = 1, layer by layer
/// R += mean_h max(0, ∂F/∂A ⊙ A) R, with gradients at the input itself. After each layer, [L,S,S] in float64, one a
/// target. `x` [S,D] is what the first layer is given. Throws Stopped.
std::vector<at::Tensor> gradientRollouts(TargetPass& pass, const at::Tensor& x);

} // namespace headlight::engine
