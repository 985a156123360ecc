// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/norms.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/methods/summed_norms.h"

namespace headlight::engine {

namespace {

/// One layer at one input, in float64: squares of norms lose half of their digits.
struct LayerState {
    at::Tensor x;           ///< [S,D], the layer's input
    at::Tensor attention;   ///< [H,S,S]
    at::Tensor values;      ///< [S,H,d], bias included
    at::Tensor projection;  ///< [D,H·d], W of the attention output
    at::Tensor bias;        ///< [D], or [S,D] with what heads put out that are held
    at::Tensor gamma;       ///< [D], weight of the layer normalisation after it
    double epsilon = 0;
};

/// What is added to all that tokens give, as it comes from none of them: the projection's bias, and the outputs of
/// heads that are held.
at::Tensor ofNoToken(const Linear& projection, const EncoderPass& pass, std::size_t i)
{
    const at::Tensor bias = projection.bias.to(at::kDouble);
    if (pass.held.empty() || !pass.held[i].defined())
        return bias;
    return bias + at::mm(pass.held[i][0].to(at::kDouble), projection.weight.to(at::kDouble).t());
}

LayerState stateOf(const EncoderNetwork& network, const EncoderPass& pass, std::size_t i)
{
    const EncoderLayer& layer = network.layers()[i];
    return {pass.inputs[i][0].to(at::kDouble),
            pass.attention[i][0].to(at::kDouble),
            pass.values[i][0].to(at::kDouble),
            layer.attentionOutput.weight.to(at::kDouble),
            ofNoToken(layer.attentionOutput, pass, i),
            layer.attentionNorm.weight.to(at::kDouble),
            network.config().layerNormEps};
}

/// ‖others‖ / (‖others‖ + ‖own‖), [S], of contributions whose sum over source tokens is `all`; both [S,D].
at::Tensor mixingRatio(const at::Tensor& all, const at::Tensor& own)
{
    const at::Tensor others = (all - own).norm(2, -1);
    return others / (others + own.norm(2, -1));
}

struct LayerNorms {
    at::Tensor f;         ///< [H,S]
    at::Tensor alphaF;    ///< [H,S,S]
    at::Tensor sumAlphaF; ///< [S,S]
    at::Tensor residual;  ///< [S,S]
    at::Tensor output;    ///< [S,S]
    at::Tensor ratio;     ///< [3,S]
};

/// Of memory, while the norms of a layer are computed: f and its copies, the attention's, and what the sums are made
/// of.
std::int64_t bytesOf(const EncoderPass& pass)
{
    const at::Tensor& attention = pass.attention.front();
    const std::int64_t H = attention.size(1);
    const std::int64_t S = attention.size(2);
    return 8 * (3 * H * S * pass.hidden.front().size(2) + 4 * H * S * S);
}

LayerNorms layerNorms(const LayerState& s, const std::stop_token& stop)
{
    throwIfStopped(stop);
    const std::int64_t S = s.x.size(0);
    const at::Tensor f = transformedValues(s.values, s.projection);
    throwIfStopped(stop);
    const at::Tensor gram = gramMatrices(f);
    throwIfStopped(stop);
    LayerNorms n;
    n.f = f.norm(2, -1);
    n.alphaF = s.attention * n.f.unsqueeze(1);
    n.sumAlphaF = summedNorms(s.attention, gram);

    // What a token gives itself, and what all tokens give it, [S,D].
    const at::Tensor own = ownSums(s.attention, f);
    const at::Tensor mixed = at::matmul(s.attention, s.values.transpose(0, 1)).transpose(0, 1).reshape({S, -1});
    const at::Tensor all = at::mm(mixed, s.projection.t());
    n.residual = withDiagonal(n.sumAlphaF, own + s.x);

    throwIfStopped(stop);
    const at::Tensor before = all + s.bias + s.x;
    const at::Tensor deviation = (before.var(-1, false, true) + s.epsilon).sqrt();
    const at::Tensor ownOutput = centred(own + s.x, s.gamma) / deviation;
    n.output = withDiagonal(summedNorms(s.attention, gramMatrices(centred(f, s.gamma))) / deviation, ownOutput);
    n.ratio = at::stack({mixingRatio(all, own), mixingRatio(all + s.x, own + s.x),
                         mixingRatio(centred(all + s.x, s.gamma) / deviation, ownOutput)});
    return n;
}

Array stacked(const std::vector<LayerNorms>& layers, at::Tensor LayerNorms::*member)
{
    std::vector<at::Tensor> tensors;
    for (const LayerNorms& each : layers)
        tensors.push_back((each.*member).to(at::kFloat));
    return toArray(at::stack(tensors));
}

} // namespace

Norms attentionNorms(const EncoderNetwork& network, const EncoderPass& pass, std::int64_t memoryBytes,
                     std::stop_token stop)
{
    std::vector<LayerNorms> layers(pass.attention.size());
    const auto count = static_cast<std::int64_t>(layers.size());
    const std::int64_t atOnce = std::max<std::int64_t>(1, memoryBytes / bytesOf(pass));
    inParallel(count, (count + atOnce - 1) / atOnce, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i)
            layers[i] = layerNorms(stateOf(network, pass, i), stop);
    });
    Norms norms;
    norms.f = stacked(layers, &LayerNorms::f);
    norms.alphaF = stacked(layers, &LayerNorms::alphaF);
    norms.sumAlphaF = stacked(layers, &LayerNorms::sumAlphaF);
    norms.residual = stacked(layers, &LayerNorms::residual);
    norms.output = stacked(layers, &LayerNorms::output);
    norms.mixingRatio = stacked(layers, &LayerNorms::ratio);
    return norms;
}

} // namespace headlight::engine
