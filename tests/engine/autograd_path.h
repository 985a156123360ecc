// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/engine/torch/fast/encoder_path_function.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::checks {

/// The network's path functions by LibTorch's automatic differentiation: several times slower, what checks and
/// benchmarks compare with. `network` must outlive it.
std::unique_ptr<engine::PathFunction> autogradPath(const engine::EncoderNetwork& network, engine::PathInput kind,
                                                   const Input& input, const std::vector<TargetFunction>& targets,
                                                   std::stop_token stop);

} // namespace headlight::checks
