// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/bert_path_function.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <algorithm>

#include "core/engine/torch/path/path_sums.h"

namespace headlight::engine {

namespace {

// Rows of a matrix product from which on it runs at nearly its full rate, be it on one thread or on all. More only cost
// memory.
constexpr std::int64_t rowsAtOnce = 256;

enum Slot {
    EntrySum, EntryScales, EntryHidden, EntryRate, EvenHidden, OddHidden, LastHidden, LastRate, Gradient, LastGradient,
    MapGradient, InputGradient, FirstLayer
};
enum LayerSlot {
    Qkv, Attention, Slope, AttendedSum, AttendedScales, OutputSum, OutputScales, HiddenRate, AttentionRate, LayerSlots
};

int slotOf(std::int64_t layer, LayerSlot slot)
{
    return FirstLayer + static_cast<int>(layer) * LayerSlots + slot;
}

std::vector<std::string> intermediateNames(int layers)
{
    std::vector<std::string> names;
    for (const char* kind : {"hidden", "attention"})
        for (int i = 0; i < layers; ++i)
            names.push_back(kind + std::string(".") + std::to_string(i));
    return names;
}

/// The rows of the entries, which are sorted by target and input. The last layer's records hold the tokens `read`.
GradientRows rowsOf(const std::vector<HeadEntry>& entries, std::int64_t T, std::int64_t K, const std::vector<std::int64_t>& read)
{
    const auto P = static_cast<std::int64_t>(read.size());
    GradientRows rows;
    rows.all = false;
    rows.runs.resize(static_cast<std::size_t>(T * K));
    for (const HeadEntry& e : entries) {
        const auto row = static_cast<std::int64_t>(rows.source.size());
        rows.source.push_back(e.input * P + (std::ranges::lower_bound(read, e.position) - read.begin()));
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

/// `from` [N,D] at the given rows of `to`, which is zero elsewhere.
at::Tensor inPlace(const at::Tensor& from, const at::Tensor& rows, const at::Tensor& to)
{
    return to.zero_().index_copy_(0, rows, from);
}

} // namespace

/// What a forward pass leaves.
struct BertPathFunction::Pass {
    std::int64_t K = 0;
    std::vector<LayerRecord> records;
    std::vector<at::Tensor> hidden;         ///< [K·S,D] a layer, where they are kept
    std::vector<at::Tensor> hiddenRates;    ///< [K·S,D] a layer, where asked for
    std::vector<at::Tensor> attentionRates; ///< [K,H,S,S] a layer
    std::vector<TargetValues> targets;
};

BertPathFunction::BertPathFunction(const BertNetwork& network, BertInput input, std::int64_t tokens,
                                   const at::Tensor& places, std::vector<TargetFunction> targets, std::stop_token stop)
    : m_network(network), m_input(input), m_targets(std::move(targets)), m_tokens(tokens),
      m_read(tokensRead(m_targets, tokens)), m_places(places), m_stop(stop),
      m_layers(network, tokens, std::move(stop)),
      m_work(network.options()), m_kept(network.options())
{
    if (input == BertInput::Words)
        m_names = intermediateNames(network.config().layers);
    m_cost = costs();
}

std::vector<std::int64_t> BertPathFunction::hiddenShape(std::int64_t K) const
{
    return {K, m_tokens, m_network.config().hiddenSize};
}

std::vector<std::int64_t> BertPathFunction::mapShape(std::int64_t K) const
{
    return {K, m_network.config().heads, m_tokens, m_tokens};
}

PathCost BertPathFunction::costs() const
{
    const ModelConfig& c = m_network.config();
    const std::int64_t map = 4 * c.heads * m_tokens * m_tokens;
    const std::int64_t hidden = 4 * m_tokens * c.hiddenSize;
    const std::int64_t layers = c.layers * (map + hidden); // one tensor for each intermediate
    const std::int64_t parts = m_input == BertInput::Parts ? 3 : 1;
    const std::int64_t common = c.layers * BertLayerDerivative::recordBytes(c, m_tokens)
        + BertLayerDerivative::scratchBytes(c, m_tokens, T()) + (parts + 4 + 2 * T()) * hidden;
    PathCost cost;
    cost.keptBytes = T() * parts * hidden + (hasIntermediates() ? (1 + T()) * layers : 0);
    cost.workingBytes = cost.keptBytes + common + (hasIntermediates() ? layers : c.layers * map + 2 * hidden);
    cost.summingBytes = common + c.layers * map + layers + T() * (map + 2 * hidden);
    cost.chunk = std::max<std::int64_t>(1, rowsAtOnce / m_tokens);
    cost.laneChunk = cost.chunk;
    return cost;
}

at::Tensor BertPathFunction::tensor(Memory memory, int slot, at::IntArrayRef shape)
{
    return memory == Memory::Kept ? m_kept.take(shape) : m_work.take(slot, shape);
}

/// Those of [K·S,...] whose tokens targets read; undefined: all.
at::Tensor BertPathFunction::rowsRead(std::int64_t K) const
{
    if (m_read.empty() || std::ssize(m_read) == m_tokens)
        return {};
    return (at::arange(K).unsqueeze(1) * m_tokens + at::tensor(m_read, at::kLong)).flatten();
}

LayerRecord BertPathFunction::record(std::int64_t layer, std::int64_t K, Memory attention)
{
    const std::int64_t D = m_network.config().hiddenSize;
    const at::Tensor rows = layer + 1 < layerCount() ? at::Tensor() : rowsRead(K);
    const std::int64_t N = rows.defined() ? rows.size(0) : K * m_tokens;
    const auto take = [&](LayerSlot slot, at::IntArrayRef shape) { return m_work.take(slotOf(layer, slot), shape); };
    return {take(Qkv, {K * m_tokens, 3 * D}),
            tensor(attention, slotOf(layer, Attention), mapShape(K)),
            take(Slope, {N, m_network.config().intermediateSize}),
            {take(AttendedSum, {N, D}), take(AttendedScales, {N})},
            {take(OutputSum, {N, D}), take(OutputScales, {N})},
            rows};
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

/// Without `direction` no rates; `memory` is that of y and the rates.
BertPathFunction::Pass BertPathFunction::forward(const at::Tensor& x, const at::Tensor& direction, Memory memory)
{
    Pass pass;
    pass.K = x.size(0);
    at::Tensor hidden = enter(x, pass.K);
    at::Tensor rate = direction.defined() ? enterRate(direction, pass.K) : at::Tensor();
    for (std::int64_t i = 0; i < layerCount(); ++i) {
        pass.records.push_back(record(i, pass.K, memory));
        hidden = forwardLayer(i, hidden, memory, pass);
        if (rate.defined())
            rate = rateLayer(i, rate, memory, pass);
    }
    pass.targets = targetValues(hidden, pass.K);
    return pass;
}

/// The layer's output; of the last, the rows that targets read.
at::Tensor BertPathFunction::forwardLayer(std::int64_t layer, const at::Tensor& x, Memory memory, Pass& pass)
{
    const LayerRecord& record = pass.records.back();
    const bool part = record.rows.defined();
    const at::Tensor y = tensor(part ? Memory::Reused : memory, layer % 2 ? OddHidden : EvenHidden,
                                record.output.normalised.sizes());
    m_layers.forward(static_cast<std::size_t>(layer), x, record, y);
    if (memory == Memory::Kept)
        pass.hidden.push_back(part ? inPlace(y, record.rows, tensor(memory, LastHidden, x.sizes())) : y);
    return y;
}

/// The same of the rates.
at::Tensor BertPathFunction::rateLayer(std::int64_t layer, const at::Tensor& rate, Memory memory, Pass& pass)
{
    const LayerRecord& record = pass.records.back();
    const bool part = record.rows.defined();
    const at::Tensor hidden = tensor(part ? Memory::Reused : memory, part ? int(LastRate) : slotOf(layer, HiddenRate),
                                     record.output.normalised.sizes());
    const at::Tensor attention = tensor(memory, slotOf(layer, AttentionRate), mapShape(pass.K));
    m_layers.rate(static_cast<std::size_t>(layer), rate, record, attention, hidden);
    pass.hiddenRates.push_back(
        part ? inPlace(hidden, record.rows, tensor(memory, slotOf(layer, HiddenRate), rate.sizes())) : hidden);
    pass.attentionRates.push_back(attention);
    return hidden;
}

/// From the rows that targets read.
std::vector<TargetValues> BertPathFunction::targetValues(const at::Tensor& read, std::int64_t K) const
{
    const Linear& head = m_network.head();
    at::Tensor logits = at::linear(read, head.weight, head.bias);
    if (const at::Tensor rows = rowsRead(K); rows.defined())
        logits = inPlace(logits, rows, at::empty({K * m_tokens, 2}, logits.options()));
    logits = logits.view({K, m_tokens, 2});
    std::vector<TargetValues> found;
    for (const TargetFunction& target : m_targets)
        found.push_back(valuesOf(target, logits));
    return found;
}

PathNodes BertPathFunction::evaluate(const at::Tensor& x, const at::Tensor& direction)
{
    const at::AutoGradMode off(false);
    const Memory memory = hasIntermediates() ? Memory::Kept : Memory::Reused;
    const Pass pass = forward(x, hasIntermediates() ? direction : at::Tensor(), memory);
    PathNodes nodes;
    nodes.gradients.resize(m_targets.size());
    for (std::vector<at::Tensor>& each : nodes.gradients)
        each.resize(m_names.size());
    const at::Tensor input = backward(pass, memory, Memory::Kept, [&](std::size_t i, const at::Tensor& gradient) {
        for (std::size_t t = 0; t < m_targets.size(); ++t)
            nodes.gradients[t][i] = gradient[static_cast<std::int64_t>(t)];
    });
    for (std::int64_t t = 0; t < T(); ++t)
        nodes.inputGradients.push_back(input[t]);
    for (const TargetValues& each : pass.targets) {
        nodes.targets.push_back(each.values);
        nodes.winners.push_back(each.winners);
    }
    if (hasIntermediates())
        addIntermediates(pass, nodes);
    return nodes;
}

void BertPathFunction::addIntermediates(const Pass& pass, PathNodes& nodes) const
{
    for (const at::Tensor& each : pass.hidden)
        nodes.y.push_back(each.view(hiddenShape(pass.K)));
    for (const LayerRecord& each : pass.records)
        nodes.y.push_back(each.attention);
    for (const at::Tensor& each : pass.hiddenRates)
        nodes.rates.push_back(each.view(hiddenShape(pass.K)));
    nodes.rates.insert(nodes.rates.end(), pass.attentionRates.begin(), pass.attentionRates.end());
}

void BertPathFunction::accumulate(const at::Tensor& x, const at::Tensor& direction, const std::vector<WeightedSums>& sums)
{
    const at::AutoGradMode off(false);
    const Pass pass = forward(x, hasIntermediates() ? direction : at::Tensor(), Memory::Reused);
    beginSums(sums, m_targets.size(), m_names.size());
    const auto layers = static_cast<std::size_t>(layerCount());
    const at::Tensor input = backward(pass, Memory::Reused, Memory::Reused, [&](std::size_t i, const at::Tensor& gradient) {
        const at::Tensor rates = i < layers ? pass.hiddenRates[i].view(hiddenShape(pass.K)) : pass.attentionRates[i - layers];
        for (std::size_t t = 0; t < m_targets.size(); ++t)
            addProducts(sums, t, i, gradient[static_cast<std::int64_t>(t)], rates);
    });
    for (std::size_t t = 0; t < m_targets.size(); ++t)
        addInputGradients(sums, t, input[static_cast<std::int64_t>(t)]);
}

at::Tensor BertPathFunction::attentionGradient(const GradientRows& rows, std::int64_t K, Memory memory)
{
    if (!hasIntermediates())
        return {};
    std::vector<std::int64_t> shape = mapShape(K);
    shape.insert(shape.begin(), T());
    const at::Tensor gradient = tensor(memory, MapGradient, shape);
    if (!rows.all)
        gradient.zero_();
    return gradient;
}

/// The gradient at the last layer's output with the zeros between its rows.
void BertPathFunction::takeLastHidden(const at::Tensor& g, const GradientRows& rows, const Pass& pass, Memory memory,
                                      const TakeGradient& take)
{
    std::vector<std::int64_t> shape = hiddenShape(pass.K);
    shape.insert(shape.begin(), T());
    const at::Tensor gradient = tensor(memory, LastGradient, shape);
    scatterRows(g, rows, gradient.view({-1, m_network.config().hiddenSize}));
    take(static_cast<std::size_t>(layerCount() - 1), gradient);
}

/// The gradients at the path's input, [T,K,...]. `take` gets those at the intermediates, from the last layer to the first;
/// `memory` is theirs, `inputMemory` that of the former.
at::Tensor BertPathFunction::backward(const Pass& pass, Memory memory, Memory inputMemory, const TakeGradient& take)
{
    if (m_targets.empty())
        return {};
    const auto layers = static_cast<std::size_t>(layerCount());
    const std::int64_t D = m_network.config().hiddenSize;
    const std::vector<HeadEntry> entries = headEntries(m_targets, pass.targets, pass.K);
    GradientRows rows = rowsOf(entries, T(), pass.K, m_read);
    at::Tensor g = headGradient(entries, m_network.head());
    if (hasIntermediates())
        takeLastHidden(g, rows, pass, memory, take);
    for (std::size_t i = layers; i-- > 0;) {
        const at::Tensor attention = attentionGradient(rows, pass.K, memory);
        const at::Tensor out = tensor(i > 0 ? memory : Memory::Reused, Gradient, {T() * pass.K * m_tokens, D});
        m_layers.gradient(i, pass.records[i], rows, g, attention, out);
        if (!rows.all)
            rows = GradientRows::whole(T(), pass.K, m_tokens);
        g = out;
        if (!hasIntermediates())
            continue;
        take(layers + i, attention);
        if (i > 0)
            take(i - 1, out.view({T(), pass.K, m_tokens, D}));
    }
    return leave(g, pass.K, inputMemory);
}

/// The gradient at the path's input, [T,K,...], from that at the embedding layer's output.
at::Tensor BertPathFunction::leave(const at::Tensor& gradient, std::int64_t K, Memory memory)
{
    const std::int64_t D = m_network.config().hiddenSize;
    const at::Tensor result = tensor(memory, InputGradient, {T(), K, m_tokens, D});
    if (m_input == BertInput::Embedded)
        return result.copy_(gradient.view(result.sizes()));
    const GradientRows rows = GradientRows::whole(T(), K, m_tokens);
    normGradient(gradient, entryRecord(K), m_network.embeddingNorm(), rows.source, result.view({-1, D}));
    // The three parts are added up, so that each has the gradient of the sum.
    return m_input == BertInput::Parts ? result.unsqueeze(2).expand({T(), K, 3, m_tokens, D}) : result;
}

std::vector<at::Tensor> BertPathFunction::values(const at::Tensor& x)
{
    const at::AutoGradMode off(false);
    const std::int64_t K = x.size(0);
    Pass pass;
    at::Tensor hidden = enter(x, K);
    for (std::int64_t i = 0; i < layerCount(); ++i) {
        // One record serves all layers but the last: there is no way back.
        pass.records = {record(i + 1 < layerCount() ? 0 : i, K, Memory::Reused)};
        hidden = forwardLayer(i, hidden, Memory::Reused, pass);
    }
    std::vector<at::Tensor> result;
    for (const TargetValues& each : targetValues(hidden, K))
        result.push_back(each.values);
    return result;
}

std::unique_ptr<PathFunction> BertPathFunction::twin() const
{
    return std::make_unique<BertPathFunction>(m_network, m_input, m_tokens, m_places, m_targets, m_stop);
}

} // namespace headlight::engine
