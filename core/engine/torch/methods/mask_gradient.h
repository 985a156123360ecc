// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/data/target_function.h"
#include "core/engine/torch/methods/kept_run.h"

namespace headlight::engine {

/// ∂F/∂ξ at ξ = 1 of every head, whose output is multiplied by ξ (Michel et al. 2019): the sum over tokens of
/// ctx · ∂F/∂ctx; [T,L,H]. One pass back for all targets, a layer at a time, so that one layer's record is in memory.
/// Throws Stopped.
at::Tensor maskGradients(const EncoderNetwork& network, const KeptRun& run, const std::vector<TargetFunction>& targets,
                         std::stop_token stop);

} // namespace headlight::engine
