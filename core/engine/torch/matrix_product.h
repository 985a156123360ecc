// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace headlight::engine {

/// How the right factor of a product lies in memory: as [K,N], or as [N,K] (the weight of a linear map).
enum class RightFactorLayout { AsIs, Transposed };

/// to [M,N] = x [M,K] w, whose rows may lie apart, on LibTorch's threads. float32 goes to oneDNN where the build has it, which is
/// faster than OpenBLAS, the more so the fewer the rows; everything else to LibTorch.
void multiply(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, const at::Tensor& to);

/// The same, added to what `to` holds.
void addProduct(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, const at::Tensor& to);

} // namespace headlight::engine
