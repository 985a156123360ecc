// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "core/engine/torch/path/path_integral.h"

namespace headlight::engine {

bool hasPath(const PathProblem& problem)
{
    return !at::equal(problem.input, problem.baseline);
}

PathResult withoutPath(PathFunction& function, const PathProblem& problem)
{
    const PathNodes node = function.evaluate(problem.input.unsqueeze(0), {}); // for the shapes
    PathResult result;
    result.targets.resize(function.targetCount());
    for (PathAttribution& target : result.targets) {
        for (const at::Tensor& y : node.y)
            target.conductance.push_back(at::zeros_like(y[0]));
        target.input = at::zeros_like(problem.input);
    }
    result.final = true;
    return result;
}

} // namespace headlight::engine
