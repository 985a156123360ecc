// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/node_store.h"

#include <ATen/ATen.h>
#include <array>
#include <cmath>
#include <iterator>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/fast/kernels/kernels.h"
#include "core/engine/torch/fast/matrix_product.h"

namespace headlight::engine {

namespace {

// Columns of y that are differentiated together: with a hundred points they stay in a core's own cache.
constexpr std::int64_t columnsAtOnce = 1024;

/// sums[begin + c] = sum over k of rows[k·count + c] · g[k][begin + c], in float64.
template <typename T>
void contract(const T* rows, std::int64_t count, const std::vector<const T*>& g, std::int64_t begin, T* sums)
{
    std::array<double, columnsAtOnce> total{};
    for (const T* gradient : g) {
        kernels<T>().addProducts(rows, gradient + begin, count, total.data());
        rows += count;
    }
    for (std::int64_t c = 0; c < count; ++c)
        sums[begin + c] = static_cast<T>(total[static_cast<std::size_t>(c)]);
}

} // namespace

/// Matrices with rows and columns in the order of the stored points: the integral of g dy/da is gᵀ M y.
struct NodeStore::Rule {
    at::Tensor weights; ///< [points], float64, of integrals over a
    at::Tensor forms;   ///< [2·points,points], float64: M, and M of the coarser interpolants below it
};

void NodeStore::add(std::vector<double> keys, PathNodes nodes)
{
    const auto asRows = [](at::Tensor& t) { t = t.reshape({t.size(0), -1}).contiguous(); };
    if (m_blocks.empty())
        for (const at::Tensor& y : nodes.y)
            m_shapes.push_back(y.sizes().slice(1).vec());
    for (at::Tensor& y : nodes.y)
        asRows(y);
    for (std::vector<at::Tensor>& target : nodes.gradients)
        for (at::Tensor& g : target)
            asRows(g);
    m_blocks.push_back({std::move(keys), std::move(nodes)});
}

void NodeStore::take(NodeStore& other)
{
    std::move(other.m_blocks.begin(), other.m_blocks.end(), std::back_inserter(m_blocks));
    other.clear();
}

void NodeStore::clear()
{
    m_blocks.clear();
    m_shapes.clear();
}

NodeStore::Rule NodeStore::ruleOf(const Quadrature& q, const Job& job) const
{
    const std::int64_t size = static_cast<std::int64_t>(q.nodes.size());
    std::vector<std::int64_t> order;
    for (const Block& block : m_blocks)
        for (const double key : block.keys)
            order.push_back(std::llround(key * static_cast<double>(size - 1)));
    const auto matrix = [size](const std::vector<double>& values) {
        return at::tensor(values, at::kDouble).view({size, size});
    };
    const int intervals = static_cast<int>(size - 1);
    // The integral of g dy is the same over a and over what a was mapped from, of which y is a polynomial.
    const at::Tensor own = at::tensor(clenshawCurtis(intervals).weights, at::kDouble);
    const at::Tensor full = matrix(differentiationMatrix(intervals)) * own.unsqueeze(1);
    const at::Tensor truncation = matrix(truncationMatrix(intervals, intervals * 3 / 4));
    if (job.stopped())
        throw Stopped{};
    const at::Tensor coarse = at::mm(at::mm(truncation.t(), full), truncation);
    const at::Tensor index = at::tensor(order, at::kLong);
    const auto ordered = [&](const at::Tensor& m) { return m.index_select(0, index).index_select(1, index); };
    return {at::tensor(q.weights, at::kDouble).index_select(0, index), at::cat({ordered(full), ordered(coarse)})};
}

/// The first element of each point's row, in the order of the stored points.
template <typename T, typename TensorOf>
std::vector<const T*> NodeStore::rowsOf(const TensorOf& tensorOf) const
{
    std::vector<const T*> rows;
    for (const Block& block : m_blocks) {
        const at::Tensor& tensor = tensorOf(block.nodes);
        for (std::int64_t k = 0; k < tensor.size(0); ++k)
            rows.push_back(tensor.data_ptr<T>() + k * tensor.stride(0));
    }
    return rows;
}

/// The integrals of the columns from `begin` on, for all targets.
template <typename T>
struct NodeStore::Columns {
    const at::Tensor& forms;
    std::vector<const T*> y;
    std::vector<std::vector<const T*>> g; ///< [target][point]
    std::vector<T*> full;                 ///< where they go, one a target
    std::vector<T*> coarse;

    void integrate(std::int64_t begin, std::int64_t count) const
    {
        const auto points = static_cast<std::int64_t>(y.size());
        const at::Tensor values = at::empty({points, count}, forms.options());
        T* value = values.data_ptr<T>();
        // What the values have in common has no derivative: without it, less is lost to rounding.
        for (const T* row : y)
            for (std::int64_t c = begin; c < begin + count; ++c)
                *value++ = row[c] - y.front()[c];
        const at::Tensor products = at::empty({forms.size(0), count}, forms.options());
        multiply({{forms, values, RightFactorLayout::AsIs, products}});
        const T* rows = products.data_ptr<T>();
        for (std::size_t t = 0; t < g.size(); ++t) {
            contract(rows, count, g[t], begin, full[t]);
            contract(rows + points * count, count, g[t], begin, coarse[t]);
        }
    }
};

template <typename T>
void NodeStore::integrateIntermediate(std::size_t i, const at::Tensor& forms, const Job& job,
                                      std::vector<PathAttribution>& targets,
                                      std::vector<std::vector<at::Tensor>>& coarser) const
{
    Columns<T> columns{forms, rowsOf<T>([i](const PathNodes& n) -> const at::Tensor& { return n.y[i]; }), {}, {}, {}};
    for (std::size_t t = 0; t < m_targets; ++t) {
        columns.g.push_back(rowsOf<T>([t, i](const PathNodes& n) -> const at::Tensor& { return n.gradients[t][i]; }));
        columns.full.push_back(targets[t].conductance[i].data_ptr<T>());
        columns.coarse.push_back(coarser[t][i].data_ptr<T>());
    }
    inParallel(targets[0].conductance[i].numel(), columnsAtOnce, [&](std::int64_t from, std::int64_t to) {
        for (std::int64_t begin = from; begin < to && !job.stopped(); begin += columnsAtOnce)
            columns.integrate(begin, std::min(columnsAtOnce, to - begin));
    });
    if (job.stopped())
        throw Stopped{};
}

void NodeStore::integrate(const Quadrature& q, const at::Tensor& direction, const Job& job,
                          std::vector<PathAttribution>& targets, std::vector<std::vector<at::Tensor>>& coarser) const
{
    const Rule rule = ruleOf(q, job);
    coarser.assign(m_targets, {});
    const at::TensorOptions options = m_blocks.front().nodes.inputGradients.front().options();
    const at::Tensor forms = rule.forms.to(options.dtype());
    for (std::size_t i = 0; i < m_shapes.size(); ++i) {
        for (std::size_t t = 0; t < m_targets; ++t) {
            targets[t].conductance.push_back(at::empty(m_shapes[i], options));
            coarser[t].push_back(at::empty(m_shapes[i], options));
        }
        withTypeOf(forms, [&](auto type) { integrateIntermediate<decltype(type)>(i, forms, job, targets, coarser); });
    }
    for (std::size_t t = 0; t < m_targets; ++t)
        targets[t].input = weightedInputs(t, rule).to(direction.scalar_type()).view(direction.sizes()) * direction;
}

/// The integral of dF/dx, flat, in float64.
at::Tensor NodeStore::weightedInputs(std::size_t t, const Rule& rule) const
{
    at::Tensor sum;
    std::int64_t point = 0;
    for (const Block& block : m_blocks) {
        const at::Tensor g = block.nodes.inputGradients[t].flatten(1).to(at::kDouble);
        const at::Tensor part = at::mv(g.t(), rule.weights.narrow(0, point, g.size(0)));
        sum = sum.defined() ? sum + part : part;
        point += g.size(0);
    }
    return sum;
}

} // namespace headlight::engine
