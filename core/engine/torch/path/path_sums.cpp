// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/path_sums.h"

#include <ATen/ATen.h>
#include <array>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/fast/kernels/kernels.h"

namespace headlight::engine {

namespace {

/// A sum [...] over inputs, and the weight of each.
struct WeightedTotal {
    at::Tensor& sum;
    const std::vector<double>& weights;
};

WeightedTotal startedTotal(at::Tensor& sum, const std::vector<double>& weights, const at::Tensor& values)
{
    if (!sum.defined())
        sum = at::zeros(values.sizes().slice(1), values.options());
    return {sum, weights};
}

/// The numbers `begin` ... of [...], of which each input has `size`.
template <typename T>
void addBlock(const std::vector<WeightedTotal>& totals, const at::Tensor& gradients, const at::Tensor& rates,
              std::int64_t size, std::int64_t begin, std::int64_t count)
{
    std::array<T, numbersAtOnce> products;
    for (std::int64_t k = 0; k < gradients.size(0); ++k) {
        const std::int64_t first = k * size + begin;
        kernels<T>().product(gradients.data_ptr<T>() + first, rates.data_ptr<T>() + first, count, products.data());
        for (const WeightedTotal& total : totals)
            kernels<T>().addScaled(static_cast<T>(total.weights[static_cast<std::size_t>(k)]), products.data(), count,
                                   total.sum.data_ptr<T>() + begin);
    }
}

} // namespace

void beginSums(const std::vector<WeightedSums>& sums, std::size_t targets, std::size_t intermediates)
{
    for (const WeightedSums& each : sums) {
        each.targets->resize(targets);
        for (PathSums& target : *each.targets)
            target.conductance.resize(intermediates);
    }
}

void addProducts(const std::vector<WeightedSums>& sums, std::size_t target, std::size_t intermediate,
                 const at::Tensor& gradients, const at::Tensor& rates)
{
    std::vector<WeightedTotal> totals;
    for (const WeightedSums& each : sums)
        totals.push_back(startedTotal((*each.targets)[target].conductance[intermediate], each.weights, gradients));
    const at::Tensor g = gradients.contiguous();
    const at::Tensor r = rates.contiguous();
    const std::int64_t size = g.numel() / g.size(0);
    withTypeOf(g, [&]<typename T>(T) {
        inParallel(size, numbersAtOnce, [&](std::int64_t from, std::int64_t to) {
            for (std::int64_t begin = from; begin < to; begin += numbersAtOnce)
                addBlock<T>(totals, g, r, size, begin, std::min(numbersAtOnce, to - begin));
        });
    });
}

void addInputGradients(const std::vector<WeightedSums>& sums, std::size_t target, const at::Tensor& gradients)
{
    for (const WeightedSums& each : sums) {
        const WeightedTotal total = startedTotal((*each.targets)[target].input, each.weights, gradients);
        for (std::size_t k = 0; k < total.weights.size(); ++k)
            total.sum.add_(gradients[static_cast<std::int64_t>(k)], total.weights[k]);
    }
}

} // namespace headlight::engine
