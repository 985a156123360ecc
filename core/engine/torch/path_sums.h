// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <vector>

namespace headlight::engine {

/// sum [...] += weights[k] gradients[k] rates[k], without a temporary; an undefined sum starts at zero.
void addProducts(at::Tensor& sum, const at::Tensor& gradients, const at::Tensor& rates, const std::vector<double>& weights);
/// sum [...] += weights[k] values[k].
void addWeighted(at::Tensor& sum, const at::Tensor& values, const std::vector<double>& weights);

} // namespace headlight::engine
