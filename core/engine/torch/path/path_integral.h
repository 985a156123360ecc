// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/engine/quadrature.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

/// The attributions of one target.
struct PathAttribution {
    double difference = 0;                ///< F(x) - F(x')
    std::vector<at::Tensor> conductance;  ///< one an intermediate, its shape
    at::Tensor input;                     ///< integrated gradients of the input, its shape
    std::vector<double> error;            ///< one an intermediate: elementwise error of its worst map; empty if unknown
    std::vector<double> moved;            ///< path positions before which a maximum changed its winner
};

struct PathResult {
    std::vector<PathAttribution> targets;
    int points = 0;
    bool final = false;
    bool toleranceMet = true;
    std::optional<ErrorReference> errorReference; ///< set: `error` is measured against it, else estimated
};

/// The straight path from `baseline` to `input`, and how to integrate over it.
struct PathProblem {
    at::Tensor input;    ///< x, any shape
    at::Tensor baseline; ///< x', the same shape
    /// The maps of intermediate number i in which its error is measured (token sums, say); itself if empty.
    std::function<std::vector<at::Tensor>(std::size_t i, const at::Tensor& conductance)> measured;
    /// Whether the conductance of intermediate number i sums to F(x) - F(x'): all that the input does passes through
    /// it. None does if empty.
    std::function<bool(std::size_t i)> complete;
    /// Whether the function has derivatives of every order. Integrals over kinks (of a ReLU, a maximum) converge
    /// slowly, and their errors cannot be extrapolated.
    bool smooth = true;
    PointsMap map = usualMap; ///< of the points of rule exact
    std::int64_t memoryBytes = std::int64_t(1) << 30; ///< for the working memory and the nodes kept together
    std::int64_t chunk = 0;                           ///< path positions at once; 0: as the function prefers
    std::string what = "Attribution";                 ///< in progress reports
    Job job;

    /// The maps of intermediate number i in which its error is measured.
    std::vector<at::Tensor> mapsOf(std::size_t i, const at::Tensor& conductance) const
    {
        return measured ? measured(i, conductance) : std::vector<at::Tensor>{conductance};
    }
};

using PublishPath = std::function<void(const PathResult&)>;

/// Layer conductance as Captum computes it: sum over k of g(a_k) (y(a_k+1) - y(a_k)) on steps + 1 Gauss–Legendre nodes.
/// The input's integrated gradients take the nodes' own weights. Throws Stopped.
PathResult captumConductance(PathFunction& function, const PathProblem& problem, int steps);

/// The integral of g(a) dy/da over nested Chebyshev points, doubled from 9 until the estimated error of every
/// intermediate and target is within `tolerance` or the next doubling would exceed `maxPoints`. Each level from 17
/// points on is published; the last one is marked final, and returned. Nodes are kept and differentiated together while
/// they fit the memory; beyond it they are streamed into sums, with dy/da from a tangent pass. Throws Stopped.
PathResult exactConductance(PathFunction& function, const PathProblem& problem, double tolerance, int maxPoints,
                            const PublishPath& publish);

/// Whether input and baseline differ at all.
bool hasPath(const PathProblem& problem);
/// Where they do not: attributions that are exactly 0, at no point of a path and without errors. Rounding would make
/// noise of them, which no number of points can resolve.
PathResult withoutPath(PathFunction& function, const PathProblem& problem);

/// Sets the errors of `result` to its differences from `exact`, a result of the same function and problem.
void measureError(PathResult& result, const PathResult& exact, const PathProblem& problem);

/// Integrated gradients of the input (Sundararajan et al. 2017) on `nodes` Gauss–Legendre nodes: difference and input
/// of each target; intermediates are not looked at. Throws Stopped.
PathResult integratedGradients(PathFunction& function, const PathProblem& problem, int nodes);

} // namespace headlight::engine
