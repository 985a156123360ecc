// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/norms.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/path/path_function.h"

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

/// f_h(x_j) = W_h v_h(x_j), [H,S,D].
at::Tensor transformed(const LayerState& s)
{
    const std::int64_t H = s.values.size(1);
    const std::int64_t d = s.values.size(2);
    return at::bmm(s.values.transpose(0, 1), s.projection.t().view({H, d, -1}));
}

/// G[j,h,g] = f_h(x_j) · f_g(x_j), [S,H,H].
at::Tensor gramMatrices(const at::Tensor& f)
{
    const at::Tensor byKey = f.transpose(0, 1);
    return at::bmm(byKey, byKey.transpose(1, 2));
}

/// ‖Σ_h α_h(i,j) f_h(x_j)‖, [S,S], batched by the key j.
at::Tensor summedNorms(const at::Tensor& attention, const at::Tensor& gram)
{
    const at::Tensor byKey = attention.permute({2, 1, 0});
    return (at::bmm(byKey, gram) * byKey).sum(-1).t().clamp_min(0).sqrt();
}

/// The norms of `rows` [S,D] in the place of the diagonal of `norms` [S,S].
at::Tensor withDiagonal(const at::Tensor& norms, const at::Tensor& rows)
{
    at::Tensor result = norms.clone();
    result.diagonal().copy_(rows.norm(2, -1));
    return result;
}

/// ‖others‖ / (‖others‖ + ‖own‖), [S], of contributions whose sum over source tokens is `all`; both [S,D].
at::Tensor mixingRatio(const at::Tensor& all, const at::Tensor& own)
{
    const at::Tensor others = (all - own).norm(2, -1);
    return others / (others + own.norm(2, -1));
}

/// x without its mean, times gamma: the layer normalisation without deviation and bias.
at::Tensor centred(const at::Tensor& x, const at::Tensor& gamma)
{
    return (x - x.mean(-1, true)).mul_(gamma);
}

struct LayerNorms {
    at::Tensor f;         ///< [H,S]
    at::Tensor alphaF;    ///< [H,S,S]
    at::Tensor sumAlphaF; ///< [S,S]
    at::Tensor residual;  ///< [S,S]
    at::Tensor output;    ///< [S,S]
    at::Tensor ratio;     ///< [3,S]
};

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Stopped{};
}

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
    const at::Tensor f = transformed(s);
    throwIfStopped(stop);
    const at::Tensor gram = gramMatrices(f);
    throwIfStopped(stop);
    LayerNorms n;
    n.f = f.norm(2, -1);
    n.alphaF = s.attention * n.f.unsqueeze(1);
    n.sumAlphaF = summedNorms(s.attention, gram);

    // What a token gives itself, and what all tokens give it, [S,D].
    const at::Tensor ownAlpha = s.attention.diagonal(0, 1, 2).t().unsqueeze(1);
    const at::Tensor own = at::bmm(ownAlpha, f.transpose(0, 1)).squeeze(1);
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
