// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/target_pass.h"

#include <ATen/ATen.h>

namespace headlight::engine {

namespace {

enum Slot { Residual, EvenHidden, OddHidden, Gradient, MixedGradient, ResidualGradient, MapGradient, FirstLayer };
enum LayerSlot { Qkv, Attention, Slope, AttendedSum, AttendedScales, OutputSum, OutputScales, LayerSlots };

std::vector<at::Tensor> valuesOf(const std::vector<TargetValues>& targets)
{
    std::vector<at::Tensor> values;
    for (const TargetValues& each : targets)
        values.push_back(each.values);
    return values;
}

} // namespace

TargetPass::TargetPass(const EncoderNetwork& network, const Input& input, const std::vector<TargetFunction>& targets,
                       std::stop_token stop)
    : m_network(network),
      m_targets(targets, network.head(), network.head().judged(input)),
      m_tokens(input.length()),
      m_layers(network, m_tokens, std::move(stop)),
      m_work(network.options())
{
}

std::int64_t TargetPass::bytes(std::size_t first) const
{
    const ModelConfig& c = m_network.config();
    const auto layers = static_cast<std::int64_t>(layerCount() - first);
    const std::int64_t map = 4 * c.heads * m_tokens * m_tokens;
    const std::int64_t hidden = 4 * m_tokens * c.hiddenSize;
    return layers * (LayerDerivative::recordBytes(c, m_tokens) + map) +
           LayerDerivative::scratchBytes(c, m_tokens, T()) + (4 + 4 * T()) * hidden + T() * map;
}

LayerRecord TargetPass::recordOf(std::size_t layer, bool withAttention)
{
    const ModelConfig& c = m_network.config();
    const std::int64_t R = m_count * m_tokens;
    const std::int64_t D = c.hiddenSize;
    const auto take = [&](LayerSlot slot, at::IntArrayRef shape) {
        return m_work.take(FirstLayer + static_cast<int>(layer) * LayerSlots + slot, shape);
    };
    return {withAttention ? take(Qkv, {R, 3 * D}) : at::Tensor(),
            withAttention ? take(Attention, {m_count, c.heads, m_tokens, m_tokens}) : at::Tensor(),
            take(Slope, {R, c.intermediateSize}),
            {take(AttendedSum, {R, D}), take(AttendedScales, {R})},
            {take(OutputSum, {R, D}), take(OutputScales, {R})},
            {}};
}

std::vector<at::Tensor> TargetPass::forward(std::size_t first, const at::Tensor& x)
{
    m_count = x.size(0);
    m_first = first;
    m_records.assign(layerCount(), {});
    return above(first, x.reshape({m_count * m_tokens, -1}).contiguous());
}

std::vector<at::Tensor> TargetPass::forwardMixed(std::size_t first, const at::Tensor& mixed, const at::Tensor& x)
{
    m_count = mixed.size(0);
    m_first = first;
    m_records.assign(layerCount(), {});
    m_records[first] = recordOf(first, false);
    const at::Tensor residual = m_work.take(Residual, {m_count * m_tokens, x.size(1)});
    residual.view(mixed.sizes()).copy_(x);
    const at::Tensor y = m_work.take(first % 2 ? OddHidden : EvenHidden, residual.sizes());
    m_layers.finish(first, residual, mixed.reshape(residual.sizes()).contiguous(), m_records[first], y);
    return above(first + 1, y);
}

/// Layers `first` and on of `hidden` [K·S,D], and the head.
std::vector<at::Tensor> TargetPass::above(std::size_t first, at::Tensor hidden)
{
    for (std::size_t i = first; i < layerCount(); ++i) {
        m_records[i] = recordOf(i, true);
        const at::Tensor y = m_work.take(i % 2 ? OddHidden : EvenHidden, hidden.sizes());
        m_layers.forward(i, hidden, m_records[i], y);
        hidden = y;
    }
    const at::Tensor read = at::tensor(m_targets.tokens(), at::kLong);
    m_read = hidden.view({m_count, m_tokens, -1}).index_select(1, read).flatten(0, 1);
    m_values = m_targets.values(m_read, m_count);
    return valuesOf(m_values);
}

TargetPass::RowsGradient TargetPass::atLastOutput()
{
    const HeadGradient head = m_targets.gradient(m_values, m_read, m_count);
    RowsGradient gradient{{}, head.rows};
    gradient.rows.all = false;
    gradient.rows.runs.resize(static_cast<std::size_t>(T() * m_count));
    for (const HeadEntry& e : head.entries) {
        const auto row = static_cast<std::int64_t>(gradient.rows.source.size());
        gradient.rows.source.push_back(e.input * m_tokens + e.token);
        gradient.rows.runs[static_cast<std::size_t>(e.target * m_count + e.input)].push_back({row, e.token, 1});
    }
    return gradient;
}

/// From a layer's output to what it is given.
void TargetPass::through(std::size_t layer, RowsGradient& gradient, const at::Tensor& attentionGradient)
{
    const at::Tensor out = m_work.take(Gradient, {T() * m_count * m_tokens, m_network.config().hiddenSize});
    m_layers.gradient(layer, m_records[layer], gradient.rows, gradient.g, attentionGradient, out);
    if (!gradient.rows.all)
        gradient.rows = GradientRows::whole(T(), m_count, m_tokens);
    gradient.g = out;
}

void TargetPass::attentionGradients(const TakeGradient& take)
{
    RowsGradient gradient = atLastOutput();
    for (std::size_t i = layerCount(); i-- > m_first;) {
        const at::Tensor& attention = m_records[i].attention;
        const at::Tensor map =
            m_work.take(MapGradient, {T(), attention.size(0), attention.size(1), attention.size(2), attention.size(3)});
        if (!gradient.rows.all)
            map.zero_();
        through(i, gradient, map);
        take(i, attention, map);
    }
}

at::Tensor TargetPass::mixedGradients()
{
    RowsGradient gradient = atLastOutput();
    for (std::size_t i = layerCount(); i-- > m_first + 1;)
        through(i, gradient, {});
    const at::Tensor residual = m_work.take(ResidualGradient, gradient.g.sizes());
    const at::Tensor mixed = m_work.take(MixedGradient, gradient.g.sizes());
    m_layers.gradientAtMixed(m_first, m_records[m_first], gradient.rows, gradient.g, residual, mixed);
    const std::int64_t D = mixed.size(1);
    if (gradient.rows.all)
        return mixed.view({T(), m_count, m_tokens, D});
    const at::Tensor whole = at::empty({T() * m_count * m_tokens, D}, mixed.options());
    scatterRows(mixed, gradient.rows, whole);
    return whole.view({T(), m_count, m_tokens, D});
}

} // namespace headlight::engine
