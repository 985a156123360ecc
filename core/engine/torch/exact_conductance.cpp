// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/quadrature.h"
#include "core/engine/torch/node_store.h"
#include "core/engine/torch/path_integral.h"
#include "core/engine/torch/path_nodes.h"

namespace headlight::engine {

namespace {

constexpr int firstIntervals = 8;
// What float32 leaves of a map's largest magnitude, whatever the number of points.
constexpr double roundingError = 1e-5;

std::string stepName(int intervals)
{
    return "Attribution, " + std::to_string(intervals + 1) + " points";
}

/// What two results of one map differ by, relative to the newer one's largest magnitude; 0 for maps of zeros.
double relativeChange(const at::Tensor& now, const at::Tensor& before)
{
    const double change = (now - before).abs().max().item<double>();
    const double largest = now.abs().max().item<double>();
    return largest > 0 ? change / largest : change;
}

/// The error of the newer of two results whose last changes were `before` and `now`. The last change is the error of
/// the older result; were convergence merely linear in the number of doublings, the newer one's would be smaller by the
/// factor that the changes fell by. It is geometric, so this errs on the safe side.
double extrapolatedError(double now, double before)
{
    return before > 0 ? now * std::min(1.0, now / before) : now;
}

/// The maps of an intermediate at the last level, and how they changed from the level before.
struct History {
    std::vector<at::Tensor> maps;
    std::vector<double> changes;
};

/// The levels of one integral, from 9 points on.
class Refinement {
public:
    Refinement(PathFunction& function, const PathProblem& problem)
        : m_function(function), m_problem(problem), m_walker(function, problem), m_store(function.targetCount()),
          m_differences(m_walker.differences())
    {
    }

    PathResult level(int intervals)
    {
        const Quadrature q = clenshawCurtis(intervals);
        PathResult result;
        result.targets.resize(m_function.targetCount());
        if (m_streaming || !fits(intervals + 1))
            stream(q, intervals, result);
        else
            combine(q, intervals, result);
        for (std::size_t t = 0; t < result.targets.size(); ++t)
            result.targets[t].difference = m_differences[t];
        result.points = intervals + 1;
        estimate(result);
        return result;
    }

private:
    /// Whether all points of a level can be kept beside the working memory of an evaluation.
    bool fits(int points) const
    {
        const PathCost& cost = m_function.cost();
        return points * cost.keptBytes + static_cast<std::int64_t>(m_walker.chunk()) * cost.workingBytes
            <= m_problem.memoryBytes;
    }

    /// Evaluates the points that the levels before lack, and differentiates all kept points together.
    void combine(const Quadrature& q, int intervals, PathResult& result)
    {
        const int stride = m_store.isEmpty() ? 1 : 2; // every second point is known
        std::vector<double> positions;
        std::vector<double> keys;
        for (std::size_t k = stride - 1; k < q.nodes.size(); k += stride) {
            positions.push_back(q.nodes[k]);
            keys.push_back(static_cast<double>(k) / intervals);
        }
        m_walker.walk(positions, false, stepName(intervals), [&](std::size_t first, PathNodes nodes) {
            const auto begin = keys.begin() + static_cast<std::ptrdiff_t>(first);
            std::vector<double> own(begin, begin + nodes.targets[0].size(0));
            m_store.add(std::move(own), std::move(nodes));
        });
        m_store.integrate(q, m_walker.direction(), m_problem.job, result.targets);
    }

    /// Evaluates all points anew with their rates, keeping sums alone.
    void stream(const Quadrature& q, int intervals, PathResult& result)
    {
        m_streaming = true;
        m_store.clear();
        m_walker.walk(q.nodes, true, stepName(intervals), [&](std::size_t first, const PathNodes& nodes) {
            const auto begin = q.weights.begin() + static_cast<std::ptrdiff_t>(first);
            const std::vector<double> weights(begin, begin + nodes.targets[0].size(0));
            for (std::size_t t = 0; t < result.targets.size(); ++t)
                addStreamed(nodes, t, weights, result.targets[t]);
        });
        for (PathAttribution& target : result.targets)
            target.input *= m_walker.direction();
    }

    static void addStreamed(const PathNodes& nodes, std::size_t t, const std::vector<double>& weights, PathAttribution& sums)
    {
        const auto add = [](at::Tensor& sum, const at::Tensor& part) { sum = sum.defined() ? sum + part : part; };
        sums.conductance.resize(nodes.y.size());
        for (std::size_t i = 0; i < nodes.y.size(); ++i)
            add(sums.conductance[i], weightedSum(nodes.gradients[t][i] * nodes.rates[i], weights));
        add(sums.input, weightedSum(nodes.inputGradients[t], weights));
    }

    using Maps = std::vector<at::Tensor>;

    Maps measured(std::size_t i, const at::Tensor& conductance) const
    {
        return m_problem.measured ? m_problem.measured(i, conductance) : Maps{conductance};
    }

    /// The estimated error of one intermediate from its maps, now and at the level before; remembers both.
    double estimate(History& history, Maps maps) const
    {
        double largest = roundingError;
        std::vector<double> changes;
        for (std::size_t m = 0; m < history.maps.size(); ++m) {
            const double change = relativeChange(maps[m], history.maps[m]);
            const bool extrapolates = m < history.changes.size();
            largest = std::max(largest, extrapolates ? extrapolatedError(change, history.changes[m]) : change);
            changes.push_back(change);
        }
        history = {std::move(maps), std::move(changes)};
        return largest;
    }

    void estimate(PathResult& result)
    {
        const bool first = m_history.empty();
        m_history.resize(result.targets.size());
        for (std::size_t t = 0; t < result.targets.size(); ++t) {
            PathAttribution& target = result.targets[t];
            m_history[t].resize(target.conductance.size());
            for (std::size_t i = 0; i < target.conductance.size(); ++i) {
                const double error = estimate(m_history[t][i], measured(i, target.conductance[i]));
                if (!first)
                    target.error.push_back(error);
            }
        }
    }

    PathFunction& m_function;
    const PathProblem& m_problem;
    PathWalker m_walker;
    NodeStore m_store;
    std::vector<double> m_differences;
    bool m_streaming = false;
    std::vector<std::vector<History>> m_history; ///< [target][intermediate]
};

bool within(const PathResult& result, double tolerance)
{
    for (const PathAttribution& target : result.targets)
        for (const double error : target.error)
            if (!(error <= tolerance))
                return false;
    return true;
}

} // namespace

PathResult exactConductance(PathFunction& function, const PathProblem& problem, double tolerance, int maxPoints,
                            const PublishPath& publish)
{
    Refinement refinement(function, problem);
    refinement.level(firstIntervals);
    for (int intervals = 2 * firstIntervals;; intervals *= 2) {
        PathResult result = refinement.level(intervals);
        result.toleranceMet = within(result, tolerance);
        result.final = result.toleranceMet || 2 * intervals + 1 > maxPoints;
        if (publish)
            publish(result);
        if (result.final)
            return result;
    }
}

} // namespace headlight::engine
