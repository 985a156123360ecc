// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <vector>

#include "core/engine/torch/fast/kernels/kernels.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What a layer normalisation of R rows leaves for its derivatives.
struct NormRecord {
    at::Tensor normalised; ///< [R,D], before weight and bias
    at::Tensor scales;     ///< [R], reciprocal standard deviations
};

/// Rows of the forward pass by row of a gradient.
using SourceRows = std::vector<std::int64_t>;

// Rows are worked on in parallel, where the caller is not one of several threads itself. All tensors are contiguous,
// but for addBias, activate and scaleRows, which take columns of a wider matrix too.

/// x [R,D] += bias [D].
void addBias(const at::Tensor& x, const at::Tensor& bias);
/// y = layer norm of record.normalised + bias + residual (each may be undefined); fills in the record, in place.
void normalise(const NormRecord& record, const at::Tensor& bias, const at::Tensor& residual, const LayerNorm& norm,
               double epsilon, const at::Tensor& y);
/// The gradient at a normalisation's input from `g` [N,D] at its output; row n belongs to row source[n] of the record.
void normGradient(const at::Tensor& g, const NormRecord& record, const LayerNorm& norm, const SourceRows& source,
                  const at::Tensor& out);
/// The output's rate of change from `rate` + `residual` (may be undefined), those of the input, all [R,D].
void normRate(const at::Tensor& rate, const at::Tensor& residual, const NormRecord& record, const LayerNorm& norm,
              const at::Tensor& out);
/// y = f(x + bias) by row; x becomes the slope f'(x + bias).
void activate(Activation f, const at::Tensor& x, const at::Tensor& bias, const at::Tensor& y);
/// g [N,I] times the rows source[n] of `slope`, in place.
void scaleRows(const at::Tensor& g, const at::Tensor& slope, const SourceRows& source);

} // namespace headlight::engine
