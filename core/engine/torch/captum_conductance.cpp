// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "core/engine/quadrature.h"
#include "core/engine/torch/path_integral.h"
#include "core/engine/torch/path_nodes.h"

namespace headlight::engine {

namespace {

/// Sums Captum's differences as the nodes arrive in the order of the path; keeps only the last node of a chunk.
class DifferenceSums {
public:
    explicit DifferenceSums(const Quadrature& q) : m_q(q) {}

    void add(std::size_t first, const PathNodes& nodes, std::vector<PathAttribution>& targets)
    {
        if (m_winners.empty())
            m_winners.resize(targets.size());
        for (std::size_t t = 0; t < targets.size(); ++t) {
            for (std::size_t i = 0; i < nodes.y.size(); ++i)
                addConductance(nodes, t, i, targets[t].conductance);
            addInput(first, nodes.inputGradients[t], targets[t].input);
            addWinners(nodes.winners, t);
        }
        keepLast(nodes);
    }

    std::vector<double> moved(std::size_t target) const { return movedPositions(m_q.nodes, m_winners[target]); }

private:
    void addConductance(const PathNodes& nodes, std::size_t t, std::size_t i, std::vector<at::Tensor>& sums) const
    {
        at::Tensor y = nodes.y[i];
        at::Tensor g = nodes.gradients[t][i];
        if (!m_lastY.empty()) {
            y = at::cat({m_lastY[i], y});
            g = at::cat({m_lastG[t][i], g});
        }
        const std::int64_t steps = y.size(0) - 1;
        const at::Tensor sum = (g.narrow(0, 0, steps) * (y.narrow(0, 1, steps) - y.narrow(0, 0, steps))).sum(0);
        if (sums.size() <= i)
            sums.push_back(sum);
        else
            sums[i] += sum;
    }

    void addInput(std::size_t first, const at::Tensor& gradients, at::Tensor& sum) const
    {
        const auto begin = m_q.weights.begin() + static_cast<std::ptrdiff_t>(first);
        const at::Tensor part = weightedSum(gradients, {begin, begin + gradients.size(0)});
        sum = sum.defined() ? sum + part : part;
    }

    void addWinners(const std::vector<at::Tensor>& winners, std::size_t t)
    {
        if (winners.empty() || !winners[t].defined())
            return;
        for (std::int64_t k = 0; k < winners[t].size(0); ++k)
            m_winners[t].push_back(winners[t][k].item<std::int64_t>());
    }

    void keepLast(const PathNodes& nodes)
    {
        m_lastY.clear();
        m_lastG.assign(nodes.gradients.size(), {});
        for (std::size_t i = 0; i < nodes.y.size(); ++i) {
            m_lastY.push_back(nodes.y[i].narrow(0, nodes.y[i].size(0) - 1, 1).clone());
            for (std::size_t t = 0; t < nodes.gradients.size(); ++t) {
                const at::Tensor& g = nodes.gradients[t][i];
                m_lastG[t].push_back(g.narrow(0, g.size(0) - 1, 1).clone());
            }
        }
    }

    const Quadrature& m_q;
    std::vector<at::Tensor> m_lastY;
    std::vector<std::vector<at::Tensor>> m_lastG;
    std::vector<std::vector<std::int64_t>> m_winners;
};

} // namespace

PathResult captumConductance(PathFunction& function, const PathProblem& problem, int steps)
{
    const Quadrature q = gaussLegendre(steps + 1);
    PathWalker walker(function, problem);
    PathResult result;
    result.targets.resize(function.targetCount());
    DifferenceSums sums(q);
    walker.walk(q.nodes, "Attribution, " + std::to_string(steps + 1) + " points",
                [&](std::size_t first, const PathNodes& nodes) { sums.add(first, nodes, result.targets); });

    const std::vector<double> differences = walker.differences();
    for (std::size_t t = 0; t < result.targets.size(); ++t) {
        result.targets[t].difference = differences[t];
        result.targets[t].input *= walker.direction();
        result.targets[t].moved = sums.moved(t);
    }
    result.points = steps + 1;
    result.final = true;
    return result;
}

} // namespace headlight::engine
