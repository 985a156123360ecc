// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/matrix_product.h"

#include <ATen/ATen.h>

#include "core/engine/torch/parallel.h"

#ifdef HEADLIGHT_ONEDNN
#include <dnnl.h>
#endif

namespace headlight::engine {

namespace {

#ifdef HEADLIGHT_ONEDNN

// Multiplications for which it pays to wake another thread.
constexpr std::int64_t multiplicationsAtLeast = 1 << 20;
// Columns that fill a line of the processor's cache, so that no two threads write to the same one.
constexpr std::int64_t columnsAtLeast = 16;

/// `to` = x w + beta to, in columns begin ... end - 1. Called on one of several threads it stays there.
void multiplyColumns(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, float beta, const at::Tensor& to,
                     std::int64_t begin, std::int64_t end)
{
    const bool transposed = layout == RightFactorLayout::Transposed;
    const float* factor = w.data_ptr<float>() + begin * (transposed ? w.stride(0) : 1);
    dnnl_sgemm('N', transposed ? 'T' : 'N', x.size(0), end - begin, x.size(1), 1, x.data_ptr<float>(), x.stride(0), factor,
               w.stride(0), beta, to.data_ptr<float>() + begin, to.stride(0));
}

/// Shares out columns, not rows: each thread then rearranges its own part of w, and few rows do not become fewer.
void multiplyShared(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, float beta, const at::Tensor& to)
{
    const std::int64_t N = to.size(1);
    const std::int64_t parts = (N + columnsAtLeast - 1) / columnsAtLeast;
    const std::int64_t grain = multiplicationsAtLeast / (x.numel() * columnsAtLeast) + 1;
    inParallel(parts, grain, [&](std::int64_t begin, std::int64_t end) {
        multiplyColumns(x, w, layout, beta, to, begin * columnsAtLeast, std::min(N, end * columnsAtLeast));
    });
}

bool isQuick(const at::Tensor& to)
{
    return to.scalar_type() == at::kFloat;
}

#else

void multiplyShared(const at::Tensor&, const at::Tensor&, RightFactorLayout, float, const at::Tensor&) {}

bool isQuick(const at::Tensor&)
{
    return false;
}

#endif

at::Tensor asFactor(const at::Tensor& w, RightFactorLayout layout)
{
    return layout == RightFactorLayout::Transposed ? w.t() : w;
}

} // namespace

void multiply(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, const at::Tensor& to)
{
    if (isQuick(to)) {
        multiplyShared(x, w, layout, 0, to);
        return;
    }
    at::Tensor result = to;
    at::mm_out(result, x, asFactor(w, layout));
}

void addProduct(const at::Tensor& x, const at::Tensor& w, RightFactorLayout layout, const at::Tensor& to)
{
    if (isQuick(to)) {
        multiplyShared(x, w, layout, 1, to);
        return;
    }
    at::Tensor result = to;
    result.addmm_(x, asFactor(w, layout));
}

} // namespace headlight::engine
