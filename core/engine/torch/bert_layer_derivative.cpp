// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/bert_layer_derivative.h"

#include <ATen/ATen.h>

#include "core/engine/torch/activation.h"
#include "core/engine/torch/matrix_product.h"
#include "core/engine/torch/path_function.h"

namespace headlight::engine {

namespace {

enum Slot { Mixed, Attended, Inner, QkvRate, FeedForwardGradient, InnerGradient, MixedGradient, QkvGradient, RowsGradient };

std::vector<QueryRun> runsOf(std::int64_t firstRow, std::int64_t S)
{
    std::vector<QueryRun> runs;
    for (std::int64_t s = 0; s < S; s += longestRun)
        runs.push_back({firstRow + s, s, std::min(longestRun, S - s)});
    return runs;
}

/// Calls work(linear, part) for query, key and value with their columns of `qkv`, [R,D].
template <typename Work>
void eachProjection(const BertLayer& layer, const at::Tensor& qkv, const Work& work)
{
    const std::int64_t D = qkv.size(1) / 3;
    std::int64_t first = 0;
    for (const Linear* linear : {&layer.query, &layer.key, &layer.value}) {
        work(*linear, qkv.narrow(1, first, D));
        first += D;
    }
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

BertLayerDerivative::BertLayerDerivative(const BertNetwork& network, std::int64_t tokens, std::stop_token stop)
    : m_network(network), m_activation(activationOf(network.config().activation)), m_tokens(tokens),
      m_stop(std::move(stop)), m_work(network.options())
{
}

HeadShape BertLayerDerivative::heads(std::int64_t rows) const
{
    return {rows / m_tokens, m_tokens, m_network.config().heads, m_network.config().headSize()};
}

void BertLayerDerivative::throwIfStopped() const
{
    if (m_stop.stop_requested())
        throw Stopped{};
}

void BertLayerDerivative::product(const at::Tensor& to, const at::Tensor& x, const at::Tensor& weight, bool gradient) const
{
    throwIfStopped();
    multiply(x, weight, gradient ? RightFactorLayout::AsIs : RightFactorLayout::Transposed, to);
}

void BertLayerDerivative::addGradient(const at::Tensor& to, const at::Tensor& x, const at::Tensor& weight) const
{
    throwIfStopped();
    addProduct(x, weight, RightFactorLayout::AsIs, to);
}

void BertLayerDerivative::projectQueryKeyValue(const BertLayer& layer, const at::Tensor& x, const at::Tensor& qkv) const
{
    eachProjection(layer, qkv, [&](const Linear& linear, const at::Tensor& part) { product(part, x, linear.weight, false); });
}

void BertLayerDerivative::forward(std::size_t index, const at::Tensor& x, const LayerRecord& record, const at::Tensor& y)
{
    const BertLayer& layer = m_network.layers()[index];
    const ModelConfig& c = m_network.config();
    const std::int64_t R = x.size(0);
    const at::Tensor mixed = m_work.take(Mixed, x.sizes());
    const at::Tensor attended = m_work.take(Attended, x.sizes());
    const at::Tensor inner = m_work.take(Inner, {R, c.intermediateSize});

    projectQueryKeyValue(layer, x, record.qkv);
    addBias(record.qkv, layer.queryKeyValueBias);
    throwIfStopped();
    attend(heads(R), record.qkv, record.attention, mixed);
    product(record.attended.normalised, mixed, layer.attentionOutput.weight, false);
    normalise(record.attended, layer.attentionOutput.bias, x, layer.attentionNorm, c.layerNormEps, attended);
    product(record.slope, attended, layer.intermediate.weight, false);
    activate(m_activation, record.slope, layer.intermediate.bias, inner);
    product(record.output.normalised, inner, layer.output.weight, false);
    normalise(record.output, layer.output.bias, attended, layer.outputNorm, c.layerNormEps, y);
}

void BertLayerDerivative::rate(std::size_t index, const at::Tensor& xRate, const LayerRecord& record,
                               const at::Tensor& attentionRate, const at::Tensor& yRate)
{
    const BertLayer& layer = m_network.layers()[index];
    const at::Tensor mixed = m_work.take(Mixed, xRate.sizes());
    const at::Tensor attended = m_work.take(Attended, xRate.sizes());
    const at::Tensor inner = m_work.take(Inner, record.slope.sizes());
    const at::Tensor qkv = m_work.take(QkvRate, record.qkv.sizes());

    projectQueryKeyValue(layer, xRate, qkv);
    throwIfStopped();
    attendRate(heads(xRate.size(0)), record.qkv, record.attention, qkv, attentionRate, mixed);
    product(attended, mixed, layer.attentionOutput.weight, false);
    normRate(attended, xRate, record.attended, layer.attentionNorm, attended);
    product(inner, attended, layer.intermediate.weight, false);
    inner.mul_(record.slope);
    product(yRate, inner, layer.output.weight, false);
    normRate(yRate, attended, record.output, layer.outputNorm, yRate);
}

/// The gradient at the output of the normalisation after the attention, [N,D].
at::Tensor BertLayerDerivative::throughFeedForward(const BertLayer& layer, const LayerRecord& record,
                                                   const GradientRows& rows, const at::Tensor& g)
{
    const at::Tensor sum = m_work.take(FeedForwardGradient, g.sizes());
    const at::Tensor inner = m_work.take(InnerGradient, {g.size(0), m_network.config().intermediateSize});
    normGradient(g, record.output, layer.outputNorm, rows.source, sum);
    product(inner, sum, layer.output.weight, true);
    scaleRows(inner, record.slope, rows.source);
    addGradient(sum, inner, layer.intermediate.weight);
    return sum;
}

void BertLayerDerivative::gradient(std::size_t index, const LayerRecord& record, const GradientRows& rows,
                                   const at::Tensor& g, const at::Tensor& attentionGradient, const at::Tensor& out)
{
    const BertLayer& layer = m_network.layers()[index];
    const at::Tensor attended = throughFeedForward(layer, record, rows, g);
    // The residual connection takes this gradient to the input, where that of the attention is added.
    const at::Tensor residual = rows.all ? out : m_work.take(RowsGradient, g.sizes());
    normGradient(attended, record.attended, layer.attentionNorm, rows.source, residual);

    const at::Tensor mixed = m_work.take(MixedGradient, g.sizes());
    const at::Tensor qkv = m_work.take(QkvGradient, {out.size(0), 3 * out.size(1)});
    product(mixed, residual, layer.attentionOutput.weight, true);
    if (!rows.all)
        qkv.zero_();
    throwIfStopped();
    attendGradient(heads(record.qkv.size(0)), record.qkv, record.attention, mixed, rows.runs, attentionGradient, qkv);
    if (!rows.all)
        scatterRows(residual, rows, out);
    eachProjection(layer, qkv, [&](const Linear& linear, const at::Tensor& part) { addGradient(out, part, linear.weight); });
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

std::int64_t BertLayerDerivative::scratchBytes(const ModelConfig& c, std::int64_t S, std::int64_t targets)
{
    const std::int64_t forward = 2 * c.hiddenSize + c.intermediateSize + 3 * c.hiddenSize;
    const std::int64_t backward = targets * (2 * c.hiddenSize + c.intermediateSize + 3 * c.hiddenSize);
    return 4 * S * (forward + backward);
}

std::int64_t BertLayerDerivative::recordBytes(const ModelConfig& c, std::int64_t S)
{
    return 4 * S * (3 * c.hiddenSize + c.intermediateSize + 2 * (c.hiddenSize + 1));
}

} // namespace headlight::engine
