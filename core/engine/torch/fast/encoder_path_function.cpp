// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/encoder_path_function.h"

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
    EntrySum,
    EntryScales,
    EntryHidden,
    EntryProjected,
    EntryRate,
    EntryRateProjected,
    EntryGradient,
    EvenHidden,
    OddHidden,
    LastHidden,
    LastRate,
    Gradient,
    LastGradient,
    MapGradient,
    InputGradient,
    FirstLayer
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

/// The rows of the entries, which are sorted by target and input. The last layer's records hold `P` tokens of each
/// input.
GradientRows rowsOf(const std::vector<HeadEntry>& entries, std::int64_t T, std::int64_t K, std::int64_t P)
{
    GradientRows rows;
    rows.all = false;
    rows.runs.resize(static_cast<std::size_t>(T * K));
    for (const HeadEntry& e : entries) {
        const auto row = static_cast<std::int64_t>(rows.source.size());
        rows.source.push_back(e.input * P + e.read);
        rows.runs[static_cast<std::size_t>(e.target * K + e.input)].push_back({row, e.token, 1});
    }
    return rows;
}

/// `from` [N,D] at the given rows of `to`, which is zero elsewhere.
at::Tensor inPlace(const at::Tensor& from, const at::Tensor& rows, const at::Tensor& to)
{
    return to.zero_().index_copy_(0, rows, from);
}

} // namespace

/// What a forward pass leaves.
struct EncoderPathFunction::Pass {
    std::int64_t K = 0;
    std::vector<LayerRecord> records;
    std::vector<at::Tensor> hidden;         ///< [K·S,D] a layer, where they are kept
    std::vector<at::Tensor> hiddenRates;    ///< [K·S,D] a layer, where asked for
    std::vector<at::Tensor> attentionRates; ///< [K,H,S,S] a layer
    at::Tensor read;                        ///< [K·P,D], the rows of the last layer's output that targets read
    std::vector<TargetValues> targets;
};

EncoderPathFunction::EncoderPathFunction(const EncoderNetwork& network, PathInput kind, const Input& input,
                                         const std::vector<TargetFunction>& targets, std::stop_token stop,
                                         const Replacements& held)
    : m_network(network),
      m_input(kind),
      m_targets(targets, network.head(), network.head().judged(input)),
      m_tokens(input.length()),
      m_stop(stop),
      m_layers(network, m_tokens, std::move(stop)),
      m_work(network.options()),
      m_kept(network.options())
{
    m_layers.hold(held);
    if (kind == PathInput::Words) {
        m_names = intermediateNames(network.config().layers);
        m_places = network.places(input);
    }
    if (kind == PathInput::Parts)
        m_parts = network.config().typeVocabSize > 0 ? 3 : 2;
    m_cost = costs();
}

/// Memory is not shared.
EncoderPathFunction::EncoderPathFunction(const EncoderPathFunction& other)
    : PathFunction(),
      m_network(other.m_network),
      m_input(other.m_input),
      m_targets(other.m_targets),
      m_names(other.m_names),
      m_tokens(other.m_tokens),
      m_parts(other.m_parts),
      m_places(other.m_places),
      m_stop(other.m_stop),
      m_cost(other.m_cost),
      m_layers(m_network, m_tokens, m_stop),
      m_work(m_network.options()),
      m_kept(m_network.options())
{
    m_layers.hold(other.m_layers.held());
}

std::vector<std::int64_t> EncoderPathFunction::hiddenShape(std::int64_t K) const
{
    return {K, m_tokens, m_network.config().hiddenSize};
}

std::vector<std::int64_t> EncoderPathFunction::mapShape(std::int64_t K) const
{
    return {K, m_network.config().heads, m_tokens, m_tokens};
}

PathCost EncoderPathFunction::costs() const
{
    const ModelConfig& c = m_network.config();
    const std::int64_t map = 4 * c.heads * m_tokens * m_tokens;
    const std::int64_t hidden = 4 * m_tokens * c.hiddenSize;
    const std::int64_t layers = c.layers * (map + hidden); // one tensor for each intermediate
    const std::int64_t parts = m_parts;
    const std::int64_t common = c.layers * LayerDerivative::recordBytes(c, m_tokens)
        + LayerDerivative::scratchBytes(c, m_tokens, T()) + (parts + 4 + 2 * T()) * hidden;
    PathCost cost;
    cost.keptBytes = T() * parts * hidden + (hasIntermediates() ? (1 + T()) * layers : 0);
    cost.workingBytes = cost.keptBytes + common + (hasIntermediates() ? layers : c.layers * map + 2 * hidden);
    cost.summingBytes = common + c.layers * map + layers + T() * (map + 2 * hidden);
    cost.chunk = std::max<std::int64_t>(1, rowsAtOnce / m_tokens);
    cost.laneChunk = cost.chunk;
    return cost;
}

at::Tensor EncoderPathFunction::tensor(Memory memory, int slot, at::IntArrayRef shape)
{
    return memory == Memory::Kept ? m_kept.take(shape) : m_work.take(slot, shape);
}

/// Those of [K·S,...] whose tokens targets read; undefined: all.
at::Tensor EncoderPathFunction::rowsRead(std::int64_t K) const
{
    const std::vector<std::int64_t>& read = m_targets.tokens();
    if (read.empty() || std::ssize(read) == m_tokens)
        return {};
    return (at::arange(K).unsqueeze(1) * m_tokens + at::tensor(read, at::kLong)).flatten();
}

LayerRecord EncoderPathFunction::record(std::int64_t layer, std::int64_t K, Memory attention)
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

NormRecord EncoderPathFunction::entryRecord(std::int64_t K)
{
    const std::int64_t R = K * m_tokens;
    return {m_work.take(EntrySum, {R, width()}), m_work.take(EntryScales, {R})};
}

/// What the first layer is given, [K·S,D].
at::Tensor EncoderPathFunction::enter(const at::Tensor& x, std::int64_t K)
{
    const std::int64_t E = width();
    if (m_input == PathInput::Embedded)
        return projected(x.reshape({K * m_tokens, E}).contiguous(), true);
    const NormRecord record = entryRecord(K);
    at::Tensor sum = record.normalised.view({K, m_tokens, E});
    if (m_input == PathInput::Words)
        at::add_out(sum, x, m_places);
    else
        at::sum_out(sum, x, 1);
    const at::Tensor hidden = m_work.take(EntryHidden, record.normalised.sizes());
    normalise(record, {}, {}, m_network.embeddingNorm(), m_network.config().layerNormEps, hidden);
    return projected(hidden, true);
}

/// From the size of the embeddings to the hidden size, where they differ: rows of the embedding layer's output, or
/// their rates.
at::Tensor EncoderPathFunction::projected(const at::Tensor& rows, bool withBias)
{
    if (!m_network.hasProjection())
        return rows;
    const Linear& map = m_network.projection();
    const at::Tensor hidden =
        m_work.take(withBias ? EntryProjected : EntryRateProjected, {rows.size(0), map.weight.size(0)});
    multiply({{rows, map.weight, RightFactorLayout::Transposed, hidden}});
    if (withBias)
        addBias(hidden, map.bias);
    return hidden;
}

at::Tensor EncoderPathFunction::enterRate(const at::Tensor& direction, std::int64_t K)
{
    const at::Tensor rate = m_work.take(EntryRate, {K * m_tokens, width()});
    rate.view({K, m_tokens, width()}).copy_(direction);
    normRate(rate, {}, entryRecord(K), m_network.embeddingNorm(), rate);
    return projected(rate, false);
}

/// Without `direction` no rates; `memory` is that of y and the rates.
EncoderPathFunction::Pass EncoderPathFunction::forward(const at::Tensor& x, const at::Tensor& direction, Memory memory)
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
    pass.read = hidden;
    pass.targets = m_targets.values(hidden, pass.K);
    return pass;
}

/// The layer's output; of the last, the rows that targets read.
at::Tensor EncoderPathFunction::forwardLayer(std::int64_t layer, const at::Tensor& x, Memory memory, Pass& pass)
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
at::Tensor EncoderPathFunction::rateLayer(std::int64_t layer, const at::Tensor& rate, Memory memory, Pass& pass)
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

PathNodes EncoderPathFunction::evaluate(const at::Tensor& x, const at::Tensor& direction)
{
    const at::AutoGradMode off(false);
    const Memory memory = hasIntermediates() ? Memory::Kept : Memory::Reused;
    const Pass pass = forward(x, hasIntermediates() ? direction : at::Tensor(), memory);
    PathNodes nodes;
    nodes.gradients.resize(targetCount());
    for (std::vector<at::Tensor>& each : nodes.gradients)
        each.resize(m_names.size());
    const at::Tensor input = backward(pass, memory, Memory::Kept, [&](std::size_t i, const at::Tensor& gradient) {
        for (std::size_t t = 0; t < targetCount(); ++t)
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

void EncoderPathFunction::addIntermediates(const Pass& pass, PathNodes& nodes) const
{
    for (const at::Tensor& each : pass.hidden)
        nodes.y.push_back(each.view(hiddenShape(pass.K)));
    for (const LayerRecord& each : pass.records)
        nodes.y.push_back(each.attention);
    for (const at::Tensor& each : pass.hiddenRates)
        nodes.rates.push_back(each.view(hiddenShape(pass.K)));
    nodes.rates.insert(nodes.rates.end(), pass.attentionRates.begin(), pass.attentionRates.end());
}

void EncoderPathFunction::accumulate(const at::Tensor& x, const at::Tensor& direction,
                                     const std::vector<WeightedSums>& sums)
{
    const at::AutoGradMode off(false);
    const Pass pass = forward(x, hasIntermediates() ? direction : at::Tensor(), Memory::Reused);
    beginSums(sums, targetCount(), m_names.size());
    const auto layers = static_cast<std::size_t>(layerCount());
    const at::Tensor input =
        backward(pass, Memory::Reused, Memory::Reused, [&](std::size_t i, const at::Tensor& gradient) {
            const at::Tensor rates =
                i < layers ? pass.hiddenRates[i].view(hiddenShape(pass.K)) : pass.attentionRates[i - layers];
            for (std::size_t t = 0; t < targetCount(); ++t)
                addProducts(sums, t, i, gradient[static_cast<std::int64_t>(t)], rates);
        });
    for (std::size_t t = 0; t < targetCount(); ++t)
        addInputGradients(sums, t, input[static_cast<std::int64_t>(t)]);
}

at::Tensor EncoderPathFunction::attentionGradient(const GradientRows& rows, std::int64_t K, Memory memory)
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
void EncoderPathFunction::takeLastHidden(const at::Tensor& g, const GradientRows& rows, const Pass& pass, Memory memory,
                                      const TakeGradient& take)
{
    std::vector<std::int64_t> shape = hiddenShape(pass.K);
    shape.insert(shape.begin(), T());
    const at::Tensor gradient = tensor(memory, LastGradient, shape);
    scatterRows(g, rows, gradient.view({-1, m_network.config().hiddenSize}));
    take(static_cast<std::size_t>(layerCount() - 1), gradient);
}

/// The gradients at the path's input, [T,K,...]. `take` gets those at the intermediates, from the last layer to the
/// first; `memory` is theirs, `inputMemory` that of the former.
at::Tensor EncoderPathFunction::backward(const Pass& pass, Memory memory, Memory inputMemory, const TakeGradient& take)
{
    if (T() == 0)
        return {};
    const auto layers = static_cast<std::size_t>(layerCount());
    const std::int64_t D = m_network.config().hiddenSize;
    const HeadGradient head = m_targets.gradient(pass.targets, pass.read, pass.K);
    GradientRows rows = rowsOf(head.entries, T(), pass.K, std::ssize(m_targets.tokens()));
    at::Tensor g = head.rows;
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

/// The gradient at the path's input, [T,K,...], from that at the first layer's input.
at::Tensor EncoderPathFunction::leave(const at::Tensor& gradient, std::int64_t K, Memory memory)
{
    const std::int64_t E = width();
    const at::Tensor result = tensor(memory, InputGradient, {T(), K, m_tokens, E});
    at::Tensor embedded = gradient;
    if (m_network.hasProjection()) {
        embedded = m_work.take(EntryGradient, {gradient.size(0), E});
        multiply({{gradient, m_network.projection().weight, RightFactorLayout::AsIs, embedded}});
    }
    if (m_input == PathInput::Embedded)
        return result.copy_(embedded.view(result.sizes()));
    const GradientRows rows = GradientRows::whole(T(), K, m_tokens);
    normGradient(embedded, entryRecord(K), m_network.embeddingNorm(), rows.source, result.view({-1, E}));
    // The parts are added up, so that each has the gradient of the sum.
    return m_input == PathInput::Parts ? result.unsqueeze(2).expand({T(), K, m_parts, m_tokens, E}) : result;
}

std::vector<at::Tensor> EncoderPathFunction::values(const at::Tensor& x)
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
    for (const TargetValues& each : m_targets.values(hidden, K))
        result.push_back(each.values);
    return result;
}

std::unique_ptr<PathFunction> EncoderPathFunction::twin() const
{
    return std::make_unique<EncoderPathFunction>(*this);
}

} // namespace headlight::engine
