// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "core/engine/quadrature.h"
#include "core/engine/torch/path/path_integral.h"
#include "core/engine/torch/path/path_nodes.h"

namespace headlight::engine {

PathResult integratedGradients(PathFunction& function, const PathProblem& problem, int nodes)
{
    const Quadrature q = gaussLegendre(nodes);
    PathWalker walker(function, problem);
    PathResult result;
    result.targets.resize(function.targetCount());
    const std::string step = "Integrated gradients, " + std::to_string(nodes) + " points";
    walker.walk(q.nodes, step, [&](std::size_t first, const PathNodes& found) {
        const auto begin = q.weights.begin() + static_cast<std::ptrdiff_t>(first);
        const std::vector<double> weights(begin, begin + found.targets[0].size(0));
        for (std::size_t t = 0; t < result.targets.size(); ++t) {
            const at::Tensor part = weightedSum(found.inputGradients[t], weights);
            at::Tensor& sum = result.targets[t].input;
            sum = sum.defined() ? sum + part : part;
        }
    });
    const std::vector<double> differences = walker.differences();
    for (std::size_t t = 0; t < result.targets.size(); ++t) {
        result.targets[t].input *= walker.direction();
        result.targets[t].difference = differences[t];
    }
    result.points = nodes;
    result.final = true;
    return result;
}

} // namespace headlight::engine
