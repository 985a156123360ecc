// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <vector>

namespace headlight::engine {

/// How the right factor of a product lies in memory: as [K,N], or as [N,K] (the weight of a linear map).
enum class RightFactorLayout { AsIs, Transposed };

/// to [M,N] = x [M,K] w, whose rows may lie apart.
struct Product {
    at::Tensor x;
    at::Tensor w;
    RightFactorLayout layout = RightFactorLayout::AsIs;
    at::Tensor to;
    bool add = false; ///< to what `to` holds
    /// Work on columns begin ... end - 1 of `to`, right after them and on the thread that made them.
    std::function<void(std::int64_t begin, std::int64_t end)> then = {};
};

/// Products with as many columns each, one after the other, on LibTorch's threads, which meet only at the end: a later
/// product may add to an earlier one's columns, but not multiply them. float32 goes to oneDNN where the build has it,
/// which is faster than OpenBLAS, the more so the fewer the rows; everything else to LibTorch. No signal's
/// handler may run meanwhile on the calling thread or LibTorch's (CaughtSignalsElsewhere).
void multiply(const std::vector<Product>& products);

/// Lets oneDNN write the code of its kernels, as it does at their first call: 30 ms in which the other threads would
/// wait.
void prepareProducts();

} // namespace headlight::engine
