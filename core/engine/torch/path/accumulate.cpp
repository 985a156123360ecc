// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/path_function.h"

#include <ATen/ATen.h>

#include "core/engine/torch/path/path_sums.h"

namespace headlight::engine {

void PathFunction::accumulate(const at::Tensor& x, const at::Tensor& direction, const std::vector<WeightedSums>& sums)
{
    const PathNodes nodes = evaluate(x, direction);
    beginSums(sums, targetCount(), nodes.y.size());
    for (std::size_t t = 0; t < targetCount(); ++t) {
        for (std::size_t i = 0; i < nodes.y.size(); ++i)
            addProducts(sums, t, i, nodes.gradients[t][i], nodes.rates[i]);
        addInputGradients(sums, t, nodes.inputGradients[t]);
    }
}

} // namespace headlight::engine
