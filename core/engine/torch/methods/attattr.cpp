// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/attattr.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace headlight::engine {

namespace {

constexpr int fewestNodes = 16;
constexpr int mostNodes = 256;
/// Rows of a product from which on it runs at nearly its full rate.
constexpr std::int64_t rowsAtOnce = 256;

/// The largest change of each target's cells, relative to its largest one.
std::vector<double> changes(const at::Tensor& now, const at::Tensor& before)
{
    const at::Tensor largest = now.abs().amax({1, 2, 3}).clamp_min(1e-30);
    const at::Tensor change = ((now - before).abs().amax({1, 2, 3}) / largest).to(at::kDouble).contiguous();
    return {change.data_ptr<double>(), change.data_ptr<double>() + change.size(0)};
}

double largestOf(const std::vector<double>& values)
{
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

} // namespace

AttAttr::AttAttr(TargetPass& pass, const EncoderPass& encoder, std::int64_t memoryBytes)
    : m_pass(pass),
      m_encoder(encoder),
      m_memory(memoryBytes)
{
}

/// What the heads of a layer mix, [S,D].
at::Tensor AttAttr::mixed(std::size_t layer) const
{
    const at::Tensor heads = at::matmul(m_encoder.attention[layer][0], m_encoder.values[layer][0].transpose(0, 1));
    return heads.transpose(0, 1).reshape(m_encoder.inputs[layer][0].sizes());
}

/// [T,H,S,S].
at::Tensor AttAttr::integrated(std::size_t layer, const Quadrature& rule, const LayerJob& job)
{
    const at::Tensor values = m_encoder.values[layer][0]; // [S,H,d]
    const at::Tensor whole = mixed(layer);
    const auto count = static_cast<std::int64_t>(rule.nodes.size());
    const at::Tensor nodes = at::tensor(rule.nodes, whole.options()).view({-1, 1, 1});
    const at::Tensor weights = at::tensor(rule.weights, whole.options()).view({-1, 1, 1});
    const std::int64_t atOnce =
        std::clamp<std::int64_t>(std::min(m_memory / m_pass.bytes(layer), rowsAtOnce / whole.size(0)), 1, count);
    at::Tensor sum; // [T,S,D]
    for (std::int64_t k = 0; k < count; k += atOnce) {
        const std::int64_t n = std::min(atOnce, count - k);
        job.step(static_cast<double>(k) / static_cast<double>(count));
        m_pass.forwardMixed(layer, nodes.narrow(0, k, n) * whole, m_encoder.inputs[layer][0]);
        const at::Tensor part = (m_pass.mixedGradients() * weights.narrow(0, k, n)).sum(1);
        sum = sum.defined() ? sum + part : part;
    }
    const at::Tensor gradients = sum.view({sum.size(0), values.size(0), values.size(1), values.size(2)});
    return at::matmul(gradients.transpose(1, 2), values.permute({1, 2, 0})) * m_encoder.attention[layer][0];
}

std::vector<double> AttAttr::differences(std::size_t layer)
{
    const at::Tensor whole = mixed(layer);
    std::vector<double> result;
    for (const at::Tensor& f :
         m_pass.forwardMixed(layer, at::stack({at::zeros_like(whole), whole}), m_encoder.inputs[layer][0]))
        result.push_back((f[1] - f[0]).item<double>());
    return result;
}

LayerAttAttr AttAttr::exact(std::size_t layer, double tolerance, const LayerJob& job)
{
    LayerAttAttr result{integrated(layer, gaussLegendre(fewestNodes), {job.stop, {}}), {}, {}, fewestNodes};
    do {
        result.nodes *= 2;
        const at::Tensor finer = integrated(layer, gaussLegendre(result.nodes), job);
        result.change = changes(finer, result.maps);
        result.maps = finer;
    } while (!(largestOf(result.change) <= tolerance) && result.nodes < mostNodes);
    const std::vector<double> difference = differences(layer);
    for (std::size_t t = 0; t < difference.size(); ++t)
        result.delta.push_back(result.maps[static_cast<std::int64_t>(t)].sum(at::kDouble).item<double>() -
                               difference[t]);
    return result;
}

at::Tensor AttAttr::stepped(std::size_t layer, int steps, const LayerJob& job)
{
    Quadrature rule;
    for (int k = 0; k < steps; ++k)
        rule.nodes.push_back(static_cast<double>(k) / steps);
    rule.weights.assign(rule.nodes.size(), 1.0 / steps);
    return integrated(layer, rule, job);
}

} // namespace headlight::engine
