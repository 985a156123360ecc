// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/row_operations.h"

#include "core/engine/torch/base/parallel.h"

namespace headlight::engine {

namespace {

// Numbers for which it pays to wake another thread.
constexpr std::int64_t numbersAtLeast = 1 << 14;

template <typename Work>
void eachRow(const at::Tensor& x, const Work& work)
{
    const std::int64_t grain = std::max<std::int64_t>(1, numbersAtLeast / x.size(1));
    inParallel(x.size(0), grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            work(row);
    });
}

/// A tensor's memory; null if undefined.
template <typename T>
T* memory(const at::Tensor& tensor)
{
    return tensor.defined() ? tensor.data_ptr<T>() : nullptr;
}

template <typename T>
T* rowOf(T* rows, std::int64_t row, std::int64_t size)
{
    return rows ? rows + row * size : nullptr;
}

} // namespace

void addBias(const at::Tensor& x, const at::Tensor& bias)
{
    withTypeOf(x, [&]<typename T>(T) {
        T* rows = memory<T>(x);
        const T* b = memory<T>(bias);
        eachRow(x, [&](std::int64_t r) { kernels<T>().add(rows + r * x.stride(0), b, x.size(1)); });
    });
}

void normalise(const NormRecord& record, const at::Tensor& bias, const at::Tensor& residual, const LayerNorm& norm,
               double epsilon, const at::Tensor& y)
{
    withTypeOf(y, [&]<typename T>(T) {
        const std::int64_t size = record.normalised.size(1);
        T* x = memory<T>(record.normalised);
        T* scales = memory<T>(record.scales);
        T* out = memory<T>(y);
        const T* b = memory<T>(bias);
        const T* rest = memory<T>(residual);
        const T* weight = memory<T>(norm.weight);
        const T* shift = memory<T>(norm.bias);
        eachRow(record.normalised, [&](std::int64_t r) {
            kernels<T>().normalise(x + r * size, b, rowOf(rest, r, size), weight, shift, size, T(epsilon), scales + r,
                                   out + r * size);
        });
    });
}

void normGradient(const at::Tensor& g, const NormRecord& record, const LayerNorm& norm, const SourceRows& source,
                  const at::Tensor& out)
{
    withTypeOf(g, [&]<typename T>(T) {
        const std::int64_t size = g.size(1);
        const T* in = memory<T>(g);
        const T* normalised = memory<T>(record.normalised);
        const T* scales = memory<T>(record.scales);
        const T* weight = memory<T>(norm.weight);
        T* to = memory<T>(out);
        eachRow(g, [&](std::int64_t n) {
            const std::int64_t r = source[static_cast<std::size_t>(n)];
            kernels<T>().normGradient(in + n * size, normalised + r * size, scales[r], weight, size, to + n * size);
        });
    });
}

void normRate(const at::Tensor& rate, const at::Tensor& residual, const NormRecord& record, const LayerNorm& norm,
              const at::Tensor& out)
{
    withTypeOf(rate, [&]<typename T>(T) {
        const std::int64_t size = rate.size(1);
        const T* in = memory<T>(rate);
        const T* rest = memory<T>(residual);
        const T* normalised = memory<T>(record.normalised);
        const T* scales = memory<T>(record.scales);
        const T* weight = memory<T>(norm.weight);
        T* to = memory<T>(out);
        eachRow(rate, [&](std::int64_t r) {
            kernels<T>().normRate(in + r * size, rowOf(rest, r, size), normalised + r * size, scales[r], weight, size,
                                  to + r * size);
        });
    });
}

void activate(Activation f, const at::Tensor& x, const at::Tensor& bias, const at::Tensor& y)
{
    withTypeOf(x, [&]<typename T>(T) {
        T* rows = memory<T>(x);
        T* out = memory<T>(y);
        const T* b = memory<T>(bias);
        eachRow(x, [&](std::int64_t r) {
            kernels<T>().activate(f, rows + r * x.stride(0), b, x.size(1), out + r * y.stride(0));
        });
    });
}

void scaleRows(const at::Tensor& g, const at::Tensor& slope, const SourceRows& source)
{
    withTypeOf(g, [&]<typename T>(T) {
        T* rows = memory<T>(g);
        const T* factors = memory<T>(slope);
        eachRow(g, [&](std::int64_t n) {
            const std::int64_t r = source[static_cast<std::size_t>(n)];
            kernels<T>().scale(rows + n * g.stride(0), factors + r * slope.stride(0), g.size(1));
        });
    });
}

} // namespace headlight::engine
