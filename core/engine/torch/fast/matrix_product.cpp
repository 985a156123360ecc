// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/matrix_product.h"

#include <ATen/ATen.h>
#include <array>
#include <new>
#include <stdexcept>

#include "core/engine/torch/base/parallel.h"

#ifdef HEADLIGHT_ONEDNN
#include <dnnl.h>
#endif

namespace headlight::engine {

namespace {

#ifdef HEADLIGHT_ONEDNN

// Multiplications for which it pays to wake another thread. Fewer are made in one call, for which oneDNN decides by
// itself.
constexpr std::int64_t multiplicationsAtLeast = 1 << 20;
// Columns that fill a line of the processor's cache, so that no two threads write to the same one.
constexpr std::int64_t columnsAtLeast = 16;

/// Columns begin ... end - 1. Called on one of several threads it stays there.
void multiplyColumns(const Product& p, std::int64_t begin, std::int64_t end)
{
    const bool transposed = p.layout == RightFactorLayout::Transposed;
    const float* factor = p.w.data_ptr<float>() + begin * (transposed ? p.w.stride(0) : 1);
    const dnnl_status_t status =
        dnnl_sgemm('N', transposed ? 'T' : 'N', p.x.size(0), end - begin, p.x.size(1), 1, p.x.data_ptr<float>(),
                   p.x.stride(0), factor, p.w.stride(0), p.add ? 1 : 0, p.to.data_ptr<float>() + begin, p.to.stride(0));
    if (status == dnnl_out_of_memory)
        throw std::bad_alloc();
    if (status != dnnl_success)
        throw std::runtime_error("oneDNN refused a matrix product");
    if (p.then)
        p.then(begin, end);
}

/// Shares out columns, not rows: each thread then rearranges its own part of w, and few rows do not become fewer.
void multiplyShared(const std::vector<Product>& products)
{
    const std::int64_t N = products.front().to.size(1);
    const std::int64_t parts = (N + columnsAtLeast - 1) / columnsAtLeast;
    std::int64_t size = 1;
    for (const Product& each : products)
        size += each.x.numel() * columnsAtLeast;
    inParallel(parts, multiplicationsAtLeast / size + 1, [&](std::int64_t begin, std::int64_t end) {
        for (const Product& each : products)
            multiplyColumns(each, begin * columnsAtLeast, std::min(N, end * columnsAtLeast));
    });
}

bool isQuick(const Product& product)
{
    return product.to.scalar_type() == at::kFloat;
}

#else

void multiplyShared(const std::vector<Product>&) {}

bool isQuick(const Product&)
{
    return false;
}

#endif

void multiplyByLibTorch(const Product& p)
{
    const at::Tensor factor = p.layout == RightFactorLayout::Transposed ? p.w.t() : p.w;
    at::Tensor result = p.to;
    if (p.add)
        result.addmm_(p.x, factor);
    else
        at::mm_out(result, p.x, factor);
    if (p.then)
        p.then(0, result.size(1));
}

} // namespace

void multiply(const std::vector<Product>& products)
{
    if (isQuick(products.front())) {
        multiplyShared(products);
        return;
    }
    for (const Product& each : products)
        multiplyByLibTorch(each);
}

void prepareProducts()
{
#ifdef HEADLIGHT_ONEDNN
    constexpr std::int64_t size = 16;
    const std::array<float, size * size> x{};
    std::array<float, size * size> to{};
    for (const char layout : {'N', 'T'})
        dnnl_sgemm('N', layout, size, size, size, 1, x.data(), size, x.data(), size, 0, to.data(), size);
#endif
}

} // namespace headlight::engine
