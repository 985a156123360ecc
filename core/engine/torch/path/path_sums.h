// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <vector>

#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

/// Makes room for sums of as many targets and intermediates; those that are there stay.
void beginSums(const std::vector<WeightedSums>& sums, std::size_t targets, std::size_t intermediates);
/// Adds weights[k] gradients[k] rates[k] to the sums of a target's intermediate, in one pass over both, [K,...].
void addProducts(const std::vector<WeightedSums>& sums, std::size_t target, std::size_t intermediate,
                 const at::Tensor& gradients, const at::Tensor& rates);
/// Adds weights[k] gradients[k] to the sums of a target's input.
void addInputGradients(const std::vector<WeightedSums>& sums, std::size_t target, const at::Tensor& gradients);

} // namespace headlight::engine
