// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/forward_pass.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/layer_derivative.h"

namespace headlight::engine {

namespace {

/// What a layer leaves of its queries, keys and values [R,3D]: the values [K,S,H,d]. Those of heads whose output is
/// held reach no token, which norms are to see; what these heads put out goes to `pass.held`.
void addValues(const at::Tensor& qkv, const std::vector<Replacement>& held, const HeadShape& shape, EncoderPass& pass)
{
    const std::int64_t D = shape.H * shape.d;
    const at::Tensor values =
        qkv.narrow(1, 2 * D, D).reshape({shape.K, shape.S, shape.H, shape.d}).clone(at::MemoryFormat::Contiguous);
    pass.values.push_back(values);
    pass.held.emplace_back();
    if (held.empty())
        return;
    pass.held.back() = at::zeros({shape.K, shape.S, D}, qkv.options());
    replaceHeads(held, shape, pass.held.back());
    clearHeads(held, shape, values);
}

} // namespace

EncoderPass forwardPass(const EncoderNetwork& network, const at::Tensor& embedded,
                        const std::vector<std::int64_t>& judged, std::stop_token stop, const Replacements& held)
{
    const ModelConfig& c = network.config();
    const std::int64_t K = embedded.size(0);
    const std::int64_t S = embedded.size(1);
    const std::int64_t R = K * S;
    const std::int64_t D = c.hiddenSize;
    const auto empty = [&network](at::IntArrayRef shape) { return at::empty(shape, network.options()); };
    // One record serves all layers: there is no way back.
    LayerRecord record{empty({R, 3 * D}), {}, empty({R, c.intermediateSize}), {empty({R, D}), empty({R})},
                       {empty({R, D}), empty({R})}, {}};
    LayerDerivative layers(network, S, std::move(stop));
    layers.hold(held);
    EncoderPass pass;
    LayerOutputs outputs;
    const at::Tensor entered = network.hasProjection() ? network.projection()(embedded) : embedded;
    at::Tensor hidden = entered.reshape({R, D}).contiguous();
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        record.attention = empty({K, c.heads, S, S});
        const at::Tensor y = empty({R, D});
        layers.forward(i, hidden, record, y, &outputs);
        pass.inputs.push_back(hidden.view({K, S, D}));
        pass.attention.push_back(record.attention);
        addValues(record.qkv, replacementsOf(held, i), {K, S, c.heads, c.headSize()}, pass);
        pass.mixed.push_back(outputs.mixed.view({K, S, D}));
        pass.feedForward.push_back(outputs.feedForward.view({K, S, D}));
        pass.hidden.push_back(y.view({K, S, D}));
        hidden = y;
    }
    if (network.head().isThere())
        pass.scores = network.head().scores(EncoderNetwork::judgedRows(pass.hidden.back(), judged));
    return pass;
}

} // namespace headlight::engine
