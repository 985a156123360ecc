// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/bert_path_function.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace headlight::engine {

namespace {

// Rows of a matrix product from which on it runs at nearly its full rate.
constexpr std::int64_t rowsAtOnce = 512;

enum Slot { EntrySum, EntryScales, EntryHidden, EntryRate, EvenHidden, OddHidden, Gradient, FirstLayer };
enum LayerSlot { Qkv, Attention, Slope, AttendedSum, AttendedScales, OutputSum, OutputScales, LayerSlots };

std::vector<std::string> intermediateNames(int layers)
{
    std::vector<std::string> names;
    for (const char* kind : {"hidden", "attention"})
        for (int i = 0; i < layers; ++i)
            names.push_back(kind + std::string(".") + std::to_string(i));
    return names;
}

/// The rows of the entries, which are sorted by target and input.
GradientRows rowsOf(const std::vector<HeadEntry>& entries, std::int64_t T, std::int64_t K, std::int64_t S)
{
    GradientRows rows;
    rows.all = false;
    rows.runs.resize(static_cast<std::size_t>(T * K));
    for (const HeadEntry& e : entries) {
        const auto row = static_cast<std::int64_t>(rows.source.size());
        rows.source.push_back(e.input * S + e.position);
        rows.runs[static_cast<std::size_t>(e.target * K + e.input)].push_back({row, e.position, 1});
    }
    return rows;
}

/// The gradient at the last layer's output in the rows of the entries, [N,D].
at::Tensor headGradient(const std::vector<HeadEntry>& entries, const Linear& head)
{
    std::vector<double> slopes;
    for (const HeadEntry& e : entries)
        slopes.insert(slopes.end(), {e.start, e.end});
    const at::Tensor matrix = at::tensor(slopes, head.weight.options()).view({-1, 2});
    return at::mm(matrix, head.weight);
}

} // namespace

/// What a forward pass leaves; the last elements of `y` and `rates` are the attentions.
struct BertPathFunction::Pass {
    std::int64_t K = 0;
    std::vector<LayerRecord> records;
    std::vector<at::Tensor> hidden;         ///< [K·S,D] a layer
    std::vector<at::Tensor> hiddenRates;    ///< the same
    std::vector<at::Tensor> attentionRates; ///< [K,H,S,S] a layer
};

BertPathFunction::BertPathFunction(const BertNetwork& network, BertInput input, std::int64_t tokens,
                                   const at::Tensor& places, std::vector<TargetFunction> targets, std::stop_token stop)
    : m_network(network), m_input(input), m_targets(std::move(targets)), m_tokens(tokens), m_places(places),
      m_layers(network, tokens, std::move(stop)), m_work(network.options())
{
    if (input == BertInput::Words)
        m_names = intermediateNames(network.config().layers);
    m_cost = costs();
}

PathCost BertPathFunction::costs() const
{
    const ModelConfig& c = m_network.config();
    const auto T = static_cast<std::int64_t>(m_targets.size());
    const std::int64_t maps = 4 * std::int64_t(c.heads) * m_tokens * m_tokens;
    const std::int64_t hidden = 4 * m_tokens * c.hiddenSize;
    const std::int64_t parts = m_input == BertInput::Parts ? 3 : 1;
    PathCost cost;
    cost.keptBytes = T * parts * hidden + (hasIntermediates() ? (1 + T) * c.layers * (maps + hidden) : 0);
    // The rates count too: where memory is short they are asked for.
    const std::int64_t own = hasIntermediates() ? c.layers * (maps + hidden) : c.layers * maps + 2 * hidden;
    cost.workingBytes = cost.keptBytes + own + c.layers * BertLayerDerivative::recordBytes(c, m_tokens)
        + BertLayerDerivative::scratchBytes(c, m_tokens, T) + (parts + 3 + T) * hidden;
    cost.chunk = std::max<std::int64_t>(1, rowsAtOnce / m_tokens);
    return cost;
}

LayerRecord BertPathFunction::record(std::int64_t layer, std::int64_t K, bool ownAttention)
{
    const ModelConfig& c = m_network.config();
    const std::int64_t R = K * m_tokens;
    const std::int64_t D = c.hiddenSize;
    const auto take = [&](LayerSlot slot, at::IntArrayRef shape) {
        return m_work.take(FirstLayer + static_cast<int>(layer) * LayerSlots + slot, shape);
    };
    const std::vector<std::int64_t> maps{K, c.heads, m_tokens, m_tokens};
    return {take(Qkv, {R, 3 * D}),
            ownAttention ? at::empty(maps, m_network.options()) : take(Attention, maps),
            take(Slope, {R, c.intermediateSize}),
            {take(AttendedSum, {R, D}), take(AttendedScales, {R})},
            {take(OutputSum, {R, D}), take(OutputScales, {R})}};
}

NormRecord BertPathFunction::entryRecord(std::int64_t K)
{
    const std::int64_t R = K * m_tokens;
    return {m_work.take(EntrySum, {R, m_network.config().hiddenSize}), m_work.take(EntryScales, {R})};
}

/// The embedding layer's output, [K·S,D].
at::Tensor BertPathFunction::enter(const at::Tensor& x, std::int64_t K)
{
    const std::int64_t D = m_network.config().hiddenSize;
    if (m_input == BertInput::Embedded)
        return x.reshape({K * m_tokens, D}).contiguous();
    const NormRecord record = entryRecord(K);
    at::Tensor sum = record.normalised.view({K, m_tokens, D});
    if (m_input == BertInput::Words)
        at::add_out(sum, x, m_places);
    else
        at::sum_out(sum, x, 1);
    const at::Tensor hidden = m_work.take(EntryHidden, record.normalised.sizes());
    normalise(record, {}, {}, m_network.embeddingNorm(), m_network.config().layerNormEps, hidden);
    return hidden;
}

at::Tensor BertPathFunction::enterRate(const at::Tensor& direction, std::int64_t K)
{
    const std::int64_t D = m_network.config().hiddenSize;
    const at::Tensor rate = m_work.take(EntryRate, {K * m_tokens, D});
    rate.view({K, m_tokens, D}).copy_(direction);
    normRate(rate, {}, entryRecord(K), m_network.embeddingNorm(), rate);
    return rate;
}

BertPathFunction::Pass BertPathFunction::forward(const at::Tensor& x, const at::Tensor& direction)
{
    Pass pass;
    pass.K = x.size(0);
    at::Tensor hidden = enter(x, pass.K);
    at::Tensor rate = direction.defined() ? enterRate(direction, pass.K) : at::Tensor();
    for (std::int64_t i = 0; i < layerCount(); ++i) {
        const auto layer = static_cast<std::size_t>(i);
        const LayerRecord record = this->record(i, pass.K, hasIntermediates());
        const at::Tensor y = hasIntermediates() ? at::empty_like(hidden)
                                                : m_work.take(i % 2 ? OddHidden : EvenHidden, hidden.sizes());
        m_layers.forward(layer, hidden, record, y);
        if (rate.defined()) {
            pass.hiddenRates.push_back(at::empty_like(rate));
            pass.attentionRates.push_back(at::empty_like(record.attention));
            m_layers.rate(layer, rate, record, pass.attentionRates.back(), pass.hiddenRates.back());
            rate = pass.hiddenRates.back();
        }
        pass.records.push_back(record);
        pass.hidden.push_back(y);
        hidden = y;
    }
    return pass;
}

std::vector<TargetValues> BertPathFunction::targetValues(const at::Tensor& hidden, std::int64_t K) const
{
    const Linear& head = m_network.head();
    const at::Tensor logits = at::linear(hidden, head.weight, head.bias).view({K, m_tokens, 2});
    std::vector<TargetValues> found;
    for (const TargetFunction& target : m_targets)
        found.push_back(valuesOf(target, logits));
    return found;
}

PathNodes BertPathFunction::evaluate(const at::Tensor& x, const at::Tensor& direction)
{
    const at::AutoGradMode off(false);
    const Pass pass = forward(x, hasIntermediates() ? direction : at::Tensor());
    const std::vector<TargetValues> found = targetValues(pass.hidden.back(), pass.K);
    PathNodes nodes;
    for (const TargetValues& each : found) {
        nodes.targets.push_back(each.values);
        nodes.winners.push_back(each.winners);
    }
    if (!m_targets.empty())
        backward(pass, found, nodes);
    if (!hasIntermediates())
        return nodes;

    const std::vector<std::int64_t> shape{pass.K, m_tokens, m_network.config().hiddenSize};
    for (const at::Tensor& each : pass.hidden)
        nodes.y.push_back(each.view(shape));
    for (const LayerRecord& each : pass.records)
        nodes.y.push_back(each.attention);
    for (const at::Tensor& each : pass.hiddenRates)
        nodes.rates.push_back(each.view(shape));
    nodes.rates.insert(nodes.rates.end(), pass.attentionRates.begin(), pass.attentionRates.end());
    return nodes;
}

/// Where the gradient at the output of `layer` goes, or, for -1, at the embedding layer's output; [T·K·S,D].
at::Tensor BertPathFunction::gradientOutput(std::int64_t layer, std::int64_t K)
{
    const auto T = static_cast<std::int64_t>(m_targets.size());
    const std::vector<std::int64_t> shape{T * K * m_tokens, m_network.config().hiddenSize};
    const bool kept = layer >= 0 ? hasIntermediates() : m_input == BertInput::Embedded;
    return kept ? at::empty(shape, m_network.options()) : m_work.take(Gradient, shape);
}

at::Tensor BertPathFunction::attentionGradient(const GradientRows& rows, std::int64_t K) const
{
    if (!hasIntermediates())
        return {};
    const auto T = static_cast<std::int64_t>(m_targets.size());
    const std::vector<std::int64_t> shape{T, K, m_network.config().heads, m_tokens, m_tokens};
    return rows.all ? at::empty(shape, m_network.options()) : at::zeros(shape, m_network.options());
}

/// The gradient at the path's input, [T,K,...], from that at the embedding layer's output.
at::Tensor BertPathFunction::leave(const at::Tensor& gradient, std::int64_t K)
{
    const auto T = static_cast<std::int64_t>(m_targets.size());
    const std::int64_t D = m_network.config().hiddenSize;
    if (m_input == BertInput::Embedded)
        return gradient.view({T, K, m_tokens, D});
    const at::Tensor result = at::empty({T, K, m_tokens, D}, m_network.options());
    const GradientRows rows = GradientRows::whole(T, K, m_tokens);
    normGradient(gradient, entryRecord(K), m_network.embeddingNorm(), rows.source, result.view({-1, D}));
    // The three parts are added up, so that each has the gradient of the sum.
    return m_input == BertInput::Parts ? result.unsqueeze(2).expand({T, K, 3, m_tokens, D}) : result;
}

void BertPathFunction::backward(const Pass& pass, const std::vector<TargetValues>& found, PathNodes& nodes)
{
    const auto T = static_cast<std::int64_t>(m_targets.size());
    const std::vector<HeadEntry> entries = headEntries(m_targets, found, pass.K);
    GradientRows rows = rowsOf(entries, T, pass.K, m_tokens);
    at::Tensor g = headGradient(entries, m_network.head());
    std::vector<at::Tensor> hidden(pass.records.size());
    std::vector<at::Tensor> attention(pass.records.size());
    if (hasIntermediates()) {
        hidden.back() = gradientOutput(layerCount() - 1, pass.K);
        scatterRows(g, rows, hidden.back());
    }
    for (std::int64_t i = layerCount() - 1; i >= 0; --i) {
        const auto layer = static_cast<std::size_t>(i);
        attention[layer] = attentionGradient(rows, pass.K);
        const at::Tensor out = gradientOutput(i - 1, pass.K);
        m_layers.gradient(layer, pass.records[layer], rows, g, attention[layer], out);
        if (i == layerCount() - 1)
            rows = GradientRows::whole(T, pass.K, m_tokens);
        if (i > 0)
            hidden[layer - 1] = out;
        g = out;
    }
    const at::Tensor input = leave(g, pass.K);
    const std::vector<std::int64_t> shape{T, pass.K, m_tokens, m_network.config().hiddenSize};
    for (std::int64_t t = 0; t < T; ++t) {
        nodes.inputGradients.push_back(input[t]);
        std::vector<at::Tensor>& own = nodes.gradients.emplace_back();
        if (!hasIntermediates())
            continue;
        for (const at::Tensor& each : hidden)
            own.push_back(each.view(shape)[t]);
        for (const at::Tensor& each : attention)
            own.push_back(each[t]);
    }
}

std::vector<at::Tensor> BertPathFunction::values(const at::Tensor& x)
{
    const at::AutoGradMode off(false);
    const std::int64_t K = x.size(0);
    at::Tensor hidden = enter(x, K);
    for (std::int64_t i = 0; i < layerCount(); ++i) {
        // One record serves all layers: there is no way back.
        const at::Tensor y = m_work.take(i % 2 ? OddHidden : EvenHidden, hidden.sizes());
        m_layers.forward(static_cast<std::size_t>(i), hidden, record(0, K, false), y);
        hidden = y;
    }
    std::vector<at::Tensor> result;
    for (const TargetValues& each : targetValues(hidden, K))
        result.push_back(each.values);
    return result;
}

} // namespace headlight::engine
