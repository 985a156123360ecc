// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/node_store.h"

#include <ATen/ATen.h>
#include <cmath>

namespace headlight::engine {

namespace {

// Columns that are differentiated at once: a few megabytes of float64 for each of a hundred points.
constexpr std::int64_t columnsAtOnce = 1 << 14;

} // namespace

/// Matrices with rows and columns in the order of the stored points: the integral of g dy/da is gᵀ M y.
struct NodeStore::Rule {
    at::Tensor weights; ///< [points], float64
    at::Tensor forms;   ///< [2·points,points], float64: M, and M of the coarser interpolants below it
};

void NodeStore::add(std::vector<double> keys, PathNodes nodes)
{
    m_blocks.push_back({std::move(keys), std::move(nodes)});
}

NodeStore::Rule NodeStore::ruleOf(const Quadrature& q) const
{
    const std::int64_t size = static_cast<std::int64_t>(q.nodes.size());
    std::vector<std::int64_t> order;
    for (const Block& block : m_blocks)
        for (const double key : block.keys)
            order.push_back(std::llround(key * static_cast<double>(size - 1)));
    const auto matrix = [size](const std::vector<double>& values) { return at::tensor(values, at::kDouble).view({size, size}); };
    const int intervals = static_cast<int>(size - 1);
    const at::Tensor weights = at::tensor(q.weights, at::kDouble);
    const at::Tensor full = matrix(differentiationMatrix(intervals)) * weights.unsqueeze(1);
    const at::Tensor truncation = matrix(truncationMatrix(intervals, intervals * 3 / 4));
    const at::Tensor coarse = at::mm(at::mm(truncation.t(), full), truncation);
    const at::Tensor index = at::tensor(order, at::kLong);
    const auto ordered = [&](const at::Tensor& m) { return m.index_select(0, index).index_select(1, index); };
    return {weights.index_select(0, index), at::cat({ordered(full), ordered(coarse)})};
}

at::Tensor NodeStore::gathered(std::int64_t begin, std::int64_t count,
                               const std::function<at::Tensor(const PathNodes&)>& tensor) const
{
    std::vector<at::Tensor> parts;
    for (const Block& block : m_blocks) {
        const at::Tensor t = tensor(block.nodes);
        parts.push_back(t.reshape({t.size(0), -1}).narrow(1, begin, count).to(at::kDouble));
    }
    return at::cat(parts);
}

void NodeStore::integrateIntermediate(std::size_t i, const Rule& rule, const Job& job, std::vector<PathAttribution>& targets,
                                      std::vector<std::vector<at::Tensor>>& coarser) const
{
    const at::Tensor& sample = m_blocks.front().nodes.y[i];
    const std::int64_t columns = sample.numel() / sample.size(0);
    for (std::size_t t = 0; t < m_targets; ++t) {
        targets[t].conductance.push_back(at::empty(sample.sizes().slice(1), sample.options()));
        coarser[t].push_back(at::empty(sample.sizes().slice(1), sample.options()));
    }
    for (std::int64_t begin = 0; begin < columns; begin += columnsAtOnce) {
        if (job.stopped())
            throw Stopped{};
        const std::int64_t count = std::min(columnsAtOnce, columns - begin);
        const at::Tensor y = gathered(begin, count, [i](const PathNodes& n) { return n.y[i]; });
        const at::Tensor products = at::mm(rule.forms, y).view({2, -1, count});
        for (std::size_t t = 0; t < m_targets; ++t) {
            const at::Tensor g = gathered(begin, count, [t, i](const PathNodes& n) { return n.gradients[t][i]; });
            const at::Tensor sums = (products * g).sum(1);
            targets[t].conductance[i].view({-1}).narrow(0, begin, count).copy_(sums[0]);
            coarser[t][i].view({-1}).narrow(0, begin, count).copy_(sums[1]);
        }
    }
}

void NodeStore::integrate(const Quadrature& q, const at::Tensor& direction, const Job& job, std::vector<PathAttribution>& targets,
                          std::vector<std::vector<at::Tensor>>& coarser) const
{
    const Rule rule = ruleOf(q);
    coarser.assign(m_targets, {});
    for (std::size_t i = 0; i < m_blocks.front().nodes.y.size(); ++i)
        integrateIntermediate(i, rule, job, targets, coarser);
    for (std::size_t t = 0; t < m_targets; ++t) {
        const at::Tensor g = gathered(0, direction.numel(), [t](const PathNodes& n) { return n.inputGradients[t]; });
        targets[t].input = at::mv(g.t(), rule.weights).to(direction.scalar_type()).view(direction.sizes()) * direction;
    }
}

} // namespace headlight::engine
