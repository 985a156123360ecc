// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <algorithm>
#include <array>

#include "core/engine/quadrature.h"
#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/fast/kernels/kernels.h"
#include "core/engine/torch/path/path_integral.h"
#include "core/engine/torch/path/path_nodes.h"

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
        const at::Tensor y = nodes.y[i].contiguous();
        const at::Tensor g = nodes.gradients[t][i].contiguous();
        if (sums.size() <= i)
            sums.push_back(at::zeros(y.sizes().slice(1), y.options()));
        withTypeOf(y, [&]<typename T>(T) {
            if (!m_lastY.empty())
                addStep<T>(m_lastG[t][i], m_lastY[i], y[0], sums[i]);
            for (std::int64_t k = 1; k < y.size(0); ++k)
                addStep<T>(g[k - 1], y[k - 1], y[k], sums[i]);
        });
    }

    /// sum += g (next - y), all of one shape.
    template <typename T>
    static void addStep(const at::Tensor& g, const at::Tensor& y, const at::Tensor& next, const at::Tensor& sum)
    {
        inParallel(sum.numel(), numbersAtOnce, [&](std::int64_t from, std::int64_t to) {
            std::array<T, numbersAtOnce> step;
            for (std::int64_t begin = from; begin < to; begin += numbersAtOnce) {
                const std::int64_t count = std::min(numbersAtOnce, to - begin);
                std::copy_n(next.data_ptr<T>() + begin, count, step.begin());
                kernels<T>().addScaled(-1, y.data_ptr<T>() + begin, count, step.data());
                kernels<T>().scale(step.data(), g.data_ptr<T>() + begin, count);
                kernels<T>().addScaled(1, step.data(), count, sum.data_ptr<T>() + begin);
            }
        });
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
