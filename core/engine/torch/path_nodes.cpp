// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path_nodes.h"

#include <ATen/ATen.h>

namespace headlight::engine {

namespace {

// A share of the memory for one evaluation; the rest is for the nodes that are kept.
constexpr std::int64_t evaluationShare = 3;

std::int64_t summingBytesOf(const PathCost& cost)
{
    return cost.summingBytes > 0 ? cost.summingBytes : cost.workingBytes;
}

std::size_t chunkSize(const PathFunction& function, const PathProblem& problem, std::int64_t bytes)
{
    const std::int64_t fits = problem.memoryBytes / evaluationShare / std::max<std::int64_t>(1, bytes);
    const std::int64_t wanted = problem.chunk > 0 ? problem.chunk : function.cost().chunk;
    return static_cast<std::size_t>(std::max<std::int64_t>(1, std::min(wanted, fits)));
}

} // namespace

PathWalker::PathWalker(PathFunction& function, const PathProblem& problem)
    : m_function(function), m_problem(problem), m_direction(problem.input - problem.baseline),
      m_chunk(chunkSize(function, problem, function.cost().workingBytes)),
      m_summingChunk(chunkSize(function, problem, summingBytesOf(function.cost())))
{
}

at::Tensor PathWalker::inputs(const std::vector<double>& positions) const
{
    std::vector<at::Tensor> rows;
    for (const double a : positions)
        // The end itself, not baseline + (input - baseline), which float32 rounds.
        rows.push_back(a == 1.0 ? m_problem.input : m_problem.baseline + m_direction * a);
    return at::stack(rows);
}

std::int64_t PathWalker::workingBytes() const
{
    return static_cast<std::int64_t>(m_chunk) * m_function.cost().workingBytes;
}

std::int64_t PathWalker::summingBytes() const
{
    return static_cast<std::int64_t>(m_summingChunk) * summingBytesOf(m_function.cost());
}

std::vector<double> PathWalker::differences()
{
    if (m_problem.job.stopped())
        throw Stopped{};
    std::vector<double> result;
    for (const at::Tensor& f : m_function.values(at::stack({m_problem.baseline, m_problem.input})))
        result.push_back(f[1].item<double>() - f[0].item<double>());
    return result;
}

void PathWalker::report(const std::string& step, std::size_t done, std::size_t all,
                        std::chrono::steady_clock::time_point begin) const
{
    if (m_problem.job.stopped())
        throw Stopped{};
    std::optional<double> remaining;
    if (done > 0 && done < all) {
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
        remaining = spent.count() * static_cast<double>(all - done) / static_cast<double>(done);
    }
    m_problem.job.progress(step, static_cast<double>(done) / static_cast<double>(all), remaining);
}

PathNodes partOf(const PathNodes& nodes, std::int64_t first, std::int64_t count)
{
    PathNodes part = nodes;
    const auto narrow = [&](std::vector<at::Tensor>& tensors) {
        for (at::Tensor& each : tensors)
            if (each.defined())
                each = each.narrow(0, first, count);
    };
    for (auto* tensors : {&part.targets, &part.winners, &part.y, &part.rates, &part.inputGradients})
        narrow(*tensors);
    for (std::vector<at::Tensor>& each : part.gradients)
        narrow(each);
    return part;
}

std::vector<double> movedPositions(const std::vector<double>& positions, const std::vector<std::int64_t>& winners)
{
    std::vector<double> moved;
    for (std::size_t k = 1; k < winners.size(); ++k)
        if (winners[k] != winners[k - 1])
            moved.push_back(positions[k]);
    return moved;
}

at::Tensor weightedSum(const at::Tensor& values, const std::vector<double>& weights)
{
    const at::Tensor w = at::tensor(weights, values.options());
    return at::tensordot(w, values, {0}, {0});
}

} // namespace headlight::engine
