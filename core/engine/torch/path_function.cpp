// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path_function.h"

#include <ATen/ATen.h>

#include "core/engine/torch/path_sums.h"

namespace headlight::engine {

void addProducts(at::Tensor& sum, const at::Tensor& gradients, const at::Tensor& rates, const std::vector<double>& weights)
{
    if (!sum.defined())
        sum = at::zeros(gradients.sizes().slice(1), gradients.options());
    for (std::size_t k = 0; k < weights.size(); ++k) {
        const auto row = static_cast<std::int64_t>(k);
        sum.addcmul_(gradients[row], rates[row], weights[k]);
    }
}

void addWeighted(at::Tensor& sum, const at::Tensor& values, const std::vector<double>& weights)
{
    if (!sum.defined())
        sum = at::zeros(values.sizes().slice(1), values.options());
    for (std::size_t k = 0; k < weights.size(); ++k)
        sum.add_(values[static_cast<std::int64_t>(k)], weights[k]);
}

void PathFunction::accumulate(const at::Tensor& x, const at::Tensor& direction, const std::vector<WeightedSums>& sums)
{
    const PathNodes nodes = evaluate(x, direction);
    for (const WeightedSums& each : sums) {
        each.targets->resize(targetCount());
        for (std::size_t t = 0; t < targetCount(); ++t) {
            PathSums& target = (*each.targets)[t];
            target.conductance.resize(nodes.y.size());
            for (std::size_t i = 0; i < nodes.y.size(); ++i)
                addProducts(target.conductance[i], nodes.gradients[t][i], nodes.rates[i], each.weights);
            addWeighted(target.input, nodes.inputGradients[t], each.weights);
        }
    }
}

} // namespace headlight::engine
