// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/decompx.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/methods/layer_parts.h"
#include "core/engine/torch/methods/token_parts.h"
#include "core/engine/torch/network/activation.h"
#include "core/engine/torch/network/read_targets.h"

namespace headlight::engine {

namespace {

/// Rows of the products of a block.
constexpr std::int64_t rowsAtOnce = 256;
/// Of the work of a layer, for its progress.
constexpr double attentionShare = 0.25;

std::int64_t blockOf(std::int64_t tokens)
{
    return std::max<std::int64_t>(1, rowsAtOnce / tokens);
}

/// x Wᵀ of rows [...,D], without a bias.
at::Tensor mapped(const Linear& linear, const at::Tensor& x)
{
    const at::Tensor result = at::empty(x.sizes(), x.options());
    multiply({{x.view({-1, x.size(-1)}), linear.weight, RightFactorLayout::Transposed,
               result.view({-1, linear.weight.size(0)})}});
    return result;
}

/// What the attention makes of some parts of all tokens, [S,n,D]: no part sees another one, as the attention stays.
at::Tensor attendedParts(const EncoderLayer& layer, const at::Tensor& attention, const at::Tensor& parts)
{
    const std::int64_t S = parts.size(0);
    const std::int64_t n = parts.size(1);
    const std::int64_t H = attention.size(0);
    const at::Tensor values = mapped(layer.value, parts.contiguous()).view({S, n, H, -1}).permute({2, 0, 1, 3});
    const at::Tensor mixed = at::bmm(attention, values.reshape({H, S, -1})).view({H, S, n, -1});
    return mapped(layer.attentionOutput, mixed.permute({1, 2, 0, 3}).reshape({S, n, -1}));
}

/// parts += what the attention makes of them, in place: the residual connection.
void addAttended(const EncoderLayer& layer, const LayerParts& p, const at::Tensor& parts, const LayerJob& job)
{
    const std::int64_t S = parts.size(0);
    const std::int64_t block = blockOf(S);
    for (std::int64_t j = 0; j < S; j += block) {
        job.step(attentionShare * static_cast<double>(j) / static_cast<double>(S));
        const at::Tensor some = parts.narrow(1, j, std::min(block, S - j));
        some.add_(attendedParts(layer, p.attention, some));
    }
}

/// Rows of tokens from the sum before the first normalisation to the layer's output.
at::Tensor throughFeedForward(const EncoderNetwork& network, const EncoderLayer& layer, const at::Tensor& parts,
                              const at::Tensor& sum1, const at::Tensor& inner, const at::Tensor& sum2)
{
    const ModelConfig& c = network.config();
    const at::Tensor bias = at::mv(layer.attentionOutput.weight, layer.value.bias) + layer.attentionOutput.bias;
    addBiasToParts(parts, bias);
    const at::Tensor attended = normOfParts(layer.attentionNorm, c.layerNormEps, parts, sum1);
    const at::Tensor hidden = linearOfParts(layer.intermediate, attended);
    activateParts(c.activation, hidden, inner);
    const at::Tensor output = linearOfParts(layer.output, hidden).add_(attended);
    return normOfParts(layer.outputNorm, c.layerNormEps, output, sum2);
}

/// From the parts [S,S,D] of a layer's input to those of its output, in place.
void throughLayer(const EncoderNetwork& network, std::size_t index, const LayerParts& p, const at::Tensor& parts,
                  const LayerJob& job)
{
    const EncoderLayer& layer = network.layers()[index];
    addAttended(layer, p, parts, job);
    const std::int64_t S = parts.size(0);
    const std::int64_t block = blockOf(S);
    for (std::int64_t i = 0; i < S; i += block) {
        job.step(attentionShare + (1 - attentionShare) * static_cast<double>(i) / static_cast<double>(S));
        const std::int64_t n = std::min(block, S - i);
        const at::Tensor rows = parts.narrow(0, i, n);
        rows.copy_(throughFeedForward(network, layer, rows, p.sum1.narrow(0, i, n), p.inner.narrow(0, i, n),
                                      p.sum2.narrow(0, i, n)));
    }
}

/// Of one score, [S]: from the parts [S,D] of a row of the last layer's output `hidden` [D].
at::Tensor partsOfScore(const Head& head, const at::Tensor& hidden, const at::Tensor& rowParts, std::int64_t column)
{
    at::Tensor parts = rowParts.unsqueeze(0);
    if (!head.isLinear()) {
        const at::Tensor inner = head.dense()(hidden.unsqueeze(0));
        parts = linearOfParts(head.dense(), parts);
        activateParts(head.activation(), parts, inner);
        if (head.norm().weight.defined())
            parts = normOfParts(head.norm(), head.epsilon(), parts, activate(head.activation(), inner));
    }
    const at::Tensor score = at::matmul(parts, head.output().weight[column]).unsqueeze(-1); // [1,S,1]
    addBiasToParts(score, head.output().bias.narrow(0, column, 1));
    return score.flatten();
}

/// The scores that a target is made of; of a maximum, the winner.
std::vector<TargetFunction::Term> termsOf(const TargetFunction& target, const at::Tensor& scores)
{
    if (!target.terms.empty())
        return target.terms;
    return {{valuesOf(target, scores).winners.item<std::int64_t>(), target.maximumColumn, 1}};
}

at::Tensor partsOfTarget(const EncoderNetwork& network, const EncoderPass& pass,
                         const std::vector<std::int64_t>& judged, const TargetFunction& target, const at::Tensor& parts)
{
    at::Tensor sum = at::zeros({parts.size(1)}, parts.options());
    for (const TargetFunction::Term& term : termsOf(target, pass.scores)) {
        const std::int64_t token = judged[static_cast<std::size_t>(term.row)];
        sum += partsOfScore(network.head(), pass.hidden.back()[0][token], parts[token], term.column) * term.weight;
    }
    return sum;
}

} // namespace

Decomposition decomposed(const EncoderNetwork& network, const EncoderPass& pass, const Input& input,
                         const std::vector<TargetFunction>& targets,
                         const std::function<LayerJob(std::size_t layer)>& jobOf)
{
    const at::Tensor x = pass.inputs.front()[0];
    const at::Tensor parts = at::zeros({x.size(0), x.size(0), x.size(1)}, x.options());
    parts.diagonal(0, 0, 1).copy_(x.t());
    Decomposition result;
    std::vector<at::Tensor> norms;
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        throughLayer(network, i, layerParts(network, pass, i), parts, jobOf(i));
        const at::Tensor hidden = pass.hidden[i][0];
        norms.push_back(parts.norm(2, -1));
        result.errors.push_back(((parts.sum(1) - hidden).abs().max() / hidden.abs().max()).item<double>());
    }
    result.norms = at::stack(norms);
    const std::vector<std::int64_t> judged = network.head().judged(input);
    for (const TargetFunction& target : targets)
        result.targets.push_back(partsOfTarget(network, pass, judged, target, parts));
    return result;
}

std::int64_t decompositionBytes(const EncoderNetwork& network, std::int64_t tokens)
{
    const ModelConfig& c = network.config();
    const std::int64_t rows = std::max(tokens, rowsAtOnce); // of a block
    return 4 * (tokens * tokens * c.hiddenSize + rows * (6 * c.hiddenSize + 2 * c.intermediateSize));
}

} // namespace headlight::engine
