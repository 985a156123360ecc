// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/forward_grad.h>

#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

namespace {

/// A level of forward-mode differentiation, closed again even if the function throws.
class DualLevel {
public:
    DualLevel() : m_index(torch::autograd::ForwardADLevel::get_next_idx()) {}
    ~DualLevel() { torch::autograd::ForwardADLevel::release_idx(m_index); }
    DualLevel(const DualLevel&) = delete;
    DualLevel& operator=(const DualLevel&) = delete;
    std::int64_t index() const { return static_cast<std::int64_t>(m_index); }

private:
    std::uint64_t m_index;
};

/// Lets a stop request end a backward pass at the next of `tensors` that it reaches.
void watch(const std::vector<at::Tensor>& tensors, const std::stop_token& stop)
{
    for (const at::Tensor& t : tensors)
        if (t.requires_grad())
            t.register_hook([stop](const at::Tensor&) {
                if (stop.stop_requested())
                    throw Stopped{};
            });
}

std::vector<at::Tensor> detached(const std::vector<at::Tensor>& tensors)
{
    std::vector<at::Tensor> result;
    for (const at::Tensor& t : tensors)
        result.push_back(t.defined() ? t.detach() : t);
    return result;
}

} // namespace

AutogradFunction::AutogradFunction(std::vector<std::string> names, std::size_t targets, Forward forward,
                                   PathCost cost, std::stop_token stop)
    : m_names(std::move(names)), m_targets(targets), m_forward(std::move(forward)), m_cost(cost),
      m_stop(std::move(stop))
{
}

PathNodes AutogradFunction::evaluate(const at::Tensor& x, const at::Tensor& direction)
{
    at::AutoGradMode on(true);
    const at::Tensor leaf = x.detach().requires_grad_(true);
    const PathOutputs out = m_forward(leaf);

    watch(out.intermediates, m_stop);
    std::vector<at::Tensor> wanted = out.intermediates;
    wanted.push_back(leaf);
    PathNodes nodes;
    for (std::size_t t = 0; t < m_targets; ++t) {
        const bool last = t + 1 == m_targets;
        // Path positions do not mix, so the gradient of the sum holds each position's own gradient.
        std::vector<at::Tensor> g = torch::autograd::grad({out.targets[t].sum()}, wanted, {}, !last, false, true);
        for (std::size_t i = 0; i < g.size(); ++i)
            if (!g[i].defined())
                g[i] = at::zeros_like(wanted[i]);
        nodes.inputGradients.push_back(g.back());
        g.pop_back();
        nodes.gradients.push_back(std::move(g));
    }
    nodes.y = detached(out.intermediates);
    nodes.targets = detached(out.targets);
    nodes.winners = out.winners;
    if (direction.defined())
        nodes.rates = tangents(x, direction);
    return nodes;
}

std::vector<at::Tensor> AutogradFunction::tangents(const at::Tensor& x, const at::Tensor& direction) const
{
    at::AutoGradMode off(false);
    DualLevel level;
    const at::Tensor dual = at::_make_dual(x.detach(), direction.expand_as(x).contiguous(), level.index());
    const PathOutputs out = m_forward(dual);
    std::vector<at::Tensor> rates;
    for (const at::Tensor& y : out.intermediates) {
        const at::Tensor tangent = std::get<1>(at::_unpack_dual(y, level.index()));
        rates.push_back(tangent.defined() ? tangent.clone() : at::zeros_like(y));
    }
    return rates;
}

std::vector<at::Tensor> AutogradFunction::values(const at::Tensor& x)
{
    at::AutoGradMode off(false);
    return m_forward(x.detach()).targets;
}

} // namespace headlight::engine
