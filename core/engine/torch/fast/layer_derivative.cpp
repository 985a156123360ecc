// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/layer_derivative.h"

#include <ATen/ATen.h>
#include <array>
#include <cmath>

#include "core/engine/torch/network/activation.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

namespace {

enum Slot {
    Mixed,
    MixedRows,
    ResidualRows,
    Attended,
    Inner,
    QkvRate,
    FeedForwardGradient,
    InnerGradient,
    MixedGradient,
    QkvGradient,
    RowsGradient
};

std::vector<QueryRun> runsOf(std::int64_t firstRow, std::int64_t S)
{
    std::vector<QueryRun> runs;
    for (std::int64_t s = 0; s < S; s += longestRun)
        runs.push_back({firstRow + s, s, std::min(longestRun, S - s)});
    return runs;
}

/// to = x Wᵀ, without the bias.
Product mapped(const Linear& linear, const at::Tensor& x, const at::Tensor& to)
{
    return {x, linear.weight, RightFactorLayout::Transposed, to};
}

/// to = g W.
Product mappedBack(const Linear& linear, const at::Tensor& g, const at::Tensor& to)
{
    return {g, linear.weight, RightFactorLayout::AsIs, to};
}

at::Tensor columns(const at::Tensor& x, std::int64_t begin, std::int64_t end)
{
    return x.narrow(x.dim() - 1, begin, end - begin);
}

/// Query, key and value with their columns of a tensor [R,3D].
struct Projection {
    const Linear& linear;
    at::Tensor part;
};

std::array<Projection, 3> projections(const EncoderLayer& layer, const at::Tensor& qkv)
{
    const std::int64_t D = qkv.size(1) / 3;
    return {{{layer.query, columns(qkv, 0, D)},
             {layer.key, columns(qkv, D, 2 * D)},
             {layer.value, columns(qkv, 2 * D, 3 * D)}}};
}

/// Queries, keys and values of x.
std::vector<Product> projected(const EncoderLayer& layer, const at::Tensor& x, const at::Tensor& qkv, bool withBias)
{
    std::vector<Product> products;
    for (const Projection& each : projections(layer, qkv)) {
        products.push_back(mapped(each.linear, x, each.part));
        if (withBias)
            products.back().then = [part = each.part, bias = each.linear.bias](std::int64_t begin, std::int64_t end) {
                addBias(columns(part, begin, end), columns(bias, begin, end));
            };
    }
    return products;
}

/// out += the gradient at x from that at queries, keys and values.
std::vector<Product> projectedBack(const EncoderLayer& layer, const at::Tensor& qkv, const at::Tensor& out)
{
    std::vector<Product> products;
    for (const Projection& each : projections(layer, qkv)) {
        products.push_back(mappedBack(each.linear, each.part, out));
        products.back().add = true;
    }
    return products;
}

} // namespace

GradientRows GradientRows::whole(std::int64_t T, std::int64_t K, std::int64_t S)
{
    GradientRows rows;
    for (std::int64_t block = 0; block < T * K; ++block) {
        rows.runs.push_back(runsOf(block * S, S));
        for (std::int64_t s = 0; s < S; ++s)
            rows.source.push_back(block % K * S + s);
    }
    return rows;
}

LayerDerivative::LayerDerivative(const EncoderNetwork& network, std::int64_t tokens, std::stop_token stop)
    : m_network(network), m_activation(activationOf(network.config().activation)), m_tokens(tokens),
      m_bias(network.relativeBias(tokens)), m_stop(std::move(stop)), m_work(network.options())
{
    if (m_bias.defined())
        m_bias = m_bias * std::sqrt(static_cast<double>(network.config().headSize()));
}

HeadShape LayerDerivative::heads(std::int64_t rows) const
{
    return {rows / m_tokens, m_tokens, m_network.config().heads, m_network.config().headSize()};
}

void LayerDerivative::throwIfStopped() const
{
    if (m_stop.stop_requested())
        throw Stopped{};
}

void LayerDerivative::multiply(const std::vector<Product>& products) const
{
    throwIfStopped();
    engine::multiply(products);
}

/// The rows of x [R,D] that go on after the attention.
at::Tensor LayerDerivative::goingOn(const at::Tensor& x, const LayerRecord& record, int slot)
{
    if (!record.rows.defined())
        return x;
    at::Tensor chosen = m_work.take(slot, {record.rows.size(0), x.size(1)});
    return at::index_select_out(chosen, x, 0, record.rows);
}

void LayerDerivative::forward(std::size_t index, const at::Tensor& x, const LayerRecord& record, const at::Tensor& y,
                              LayerOutputs* outputs)
{
    const at::Tensor mixed = m_work.take(Mixed, x.sizes());
    multiply(projected(m_network.layers()[index], x, record.qkv, true));
    throwIfStopped();
    attend(heads(x.size(0)), record.qkv, m_bias, record.attention, mixed);
    replaceHeads(replacementsOf(m_held, index), heads(x.size(0)), mixed);
    finish(index, x, mixed, record, y, outputs);
}

void LayerDerivative::finish(std::size_t index, const at::Tensor& x, const at::Tensor& mixed, const LayerRecord& record,
                             const at::Tensor& y, LayerOutputs* outputs)
{
    const EncoderLayer& layer = m_network.layers()[index];
    const ModelConfig& c = m_network.config();
    const at::Tensor attended = m_work.take(Attended, y.sizes());
    const at::Tensor inner = m_work.take(Inner, record.slope.sizes());

    multiply({mapped(layer.attentionOutput, goingOn(mixed, record, MixedRows), record.attended.normalised)});
    normalise(record.attended, layer.attentionOutput.bias, goingOn(x, record, ResidualRows), layer.attentionNorm,
              c.layerNormEps, attended);
    Product intermediate = mapped(layer.intermediate, attended, record.slope);
    intermediate.then = [&](std::int64_t begin, std::int64_t end) {
        activate(m_activation, columns(record.slope, begin, end), columns(layer.intermediate.bias, begin, end),
                 columns(inner, begin, end));
    };
    multiply({intermediate});
    multiply({mapped(layer.output, inner, record.output.normalised)});
    replaceFeedForward(replacementsOf(m_held, index), heads(x.size(0)), record.rows, layer.output.bias,
                       record.output.normalised);
    if (outputs)
        *outputs = {mixed.clone(), record.output.normalised + layer.output.bias};
    normalise(record.output, layer.output.bias, attended, layer.outputNorm, c.layerNormEps, y);
}

void LayerDerivative::rate(std::size_t index, const at::Tensor& xRate, const LayerRecord& record,
                               const at::Tensor& attentionRate, const at::Tensor& yRate)
{
    const EncoderLayer& layer = m_network.layers()[index];
    const at::Tensor mixed = m_work.take(Mixed, xRate.sizes());
    const at::Tensor attended = m_work.take(Attended, yRate.sizes());
    const at::Tensor inner = m_work.take(Inner, record.slope.sizes());
    const at::Tensor qkv = m_work.take(QkvRate, record.qkv.sizes());

    multiply(projected(layer, xRate, qkv, false));
    throwIfStopped();
    attendRate(heads(xRate.size(0)), record.qkv, record.attention, qkv, attentionRate, mixed);
    clearHeads(replacementsOf(m_held, index), heads(xRate.size(0)), mixed);
    multiply({mapped(layer.attentionOutput, goingOn(mixed, record, MixedRows), attended)});
    normRate(attended, goingOn(xRate, record, ResidualRows), record.attended, layer.attentionNorm, attended);
    Product intermediate = mapped(layer.intermediate, attended, inner);
    intermediate.then = [&](std::int64_t begin, std::int64_t end) {
        columns(inner, begin, end).mul_(columns(record.slope, begin, end));
    };
    multiply({intermediate});
    multiply({mapped(layer.output, inner, yRate)});
    if (holdsFeedForward(replacementsOf(m_held, index)))
        yRate.zero_();
    normRate(yRate, attended, record.output, layer.outputNorm, yRate);
}

/// The gradient at the output of the normalisation after the attention, [N,D].
at::Tensor LayerDerivative::throughFeedForward(std::size_t index, const LayerRecord& record, const GradientRows& rows,
                                               const at::Tensor& g)
{
    const EncoderLayer& layer = m_network.layers()[index];
    const at::Tensor sum = m_work.take(FeedForwardGradient, g.sizes());
    const at::Tensor inner = m_work.take(InnerGradient, {g.size(0), m_network.config().intermediateSize});
    normGradient(g, record.output, layer.outputNorm, rows.source, sum);
    if (holdsFeedForward(replacementsOf(m_held, index)))
        return sum;
    Product output = mappedBack(layer.output, sum, inner);
    output.then = [&](std::int64_t begin, std::int64_t end) {
        scaleRows(columns(inner, begin, end), columns(record.slope, begin, end), rows.source);
    };
    multiply({output});
    Product intermediate = mappedBack(layer.intermediate, inner, sum);
    intermediate.add = true;
    multiply({intermediate});
    return sum;
}

void LayerDerivative::gradient(std::size_t index, const LayerRecord& record, const GradientRows& rows,
                               const at::Tensor& g, const at::Tensor& attentionGradient, const at::Tensor& out,
                               at::Tensor* mixedGradient)
{
    // The residual connection takes this gradient to the input, where that of the attention is added.
    const at::Tensor residual = rows.all ? out : m_work.take(RowsGradient, g.sizes());
    const at::Tensor mixed = m_work.take(MixedGradient, g.sizes());
    gradientAtMixed(index, record, rows, g, residual, mixed);

    const at::Tensor qkv = m_work.take(QkvGradient, {out.size(0), 3 * out.size(1)});
    clearHeads(replacementsOf(m_held, index), heads(record.qkv.size(0)), mixed);
    if (mixedGradient)
        *mixedGradient = mixed;
    if (!rows.all)
        qkv.zero_();
    throwIfStopped();
    attendGradient(heads(record.qkv.size(0)), record.qkv, record.attention, mixed, rows.runs, attentionGradient, qkv);
    if (!rows.all)
        scatterRows(residual, rows, out);
    multiply(projectedBack(m_network.layers()[index], qkv, out));
}

void LayerDerivative::gradientAtMixed(std::size_t index, const LayerRecord& record, const GradientRows& rows,
                                      const at::Tensor& g, const at::Tensor& residual, const at::Tensor& mixed)
{
    const EncoderLayer& layer = m_network.layers()[index];
    const at::Tensor attended = throughFeedForward(index, record, rows, g);
    normGradient(attended, record.attended, layer.attentionNorm, rows.source, residual);
    multiply({mappedBack(layer.attentionOutput, residual, mixed)});
}

void scatterRows(const at::Tensor& from, const GradientRows& rows, const at::Tensor& to)
{
    const std::int64_t S = to.size(0) / static_cast<std::int64_t>(rows.runs.size());
    to.zero_();
    std::int64_t first = 0;
    for (const std::vector<QueryRun>& runs : rows.runs) {
        for (const QueryRun& run : runs)
            to.narrow(0, first + run.position, run.count).copy_(from.narrow(0, run.row, run.count));
        first += S;
    }
}

std::int64_t LayerDerivative::scratchBytes(const ModelConfig& c, std::int64_t S, std::int64_t targets)
{
    const std::int64_t forward = 2 * c.hiddenSize + c.intermediateSize + 3 * c.hiddenSize;
    const std::int64_t backward = targets * (2 * c.hiddenSize + c.intermediateSize + 3 * c.hiddenSize);
    return 4 * S * (forward + backward);
}

std::int64_t LayerDerivative::recordBytes(const ModelConfig& c, std::int64_t S)
{
    return 4 * S * (3 * c.hiddenSize + c.intermediateSize + 2 * (c.hiddenSize + 1));
}

} // namespace headlight::engine
