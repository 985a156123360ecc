// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/forward_pass.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/layer_derivative.h"

namespace headlight::engine {

EncoderPass forwardPass(const EncoderNetwork& network, const at::Tensor& embedded,
                        const std::vector<std::int64_t>& judged, std::stop_token stop)
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
    EncoderPass pass;
    const at::Tensor entered = network.hasProjection() ? network.projection()(embedded) : embedded;
    at::Tensor hidden = entered.reshape({R, D}).contiguous();
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        record.attention = empty({K, c.heads, S, S});
        const at::Tensor y = empty({R, D});
        layers.forward(i, hidden, record, y);
        pass.inputs.push_back(hidden.view({K, S, D}));
        pass.attention.push_back(record.attention);
        pass.values.push_back(
            record.qkv.narrow(1, 2 * D, D).reshape({K, S, c.heads, c.headSize()}).clone(at::MemoryFormat::Contiguous));
        pass.hidden.push_back(y.view({K, S, D}));
        hidden = y;
    }
    if (network.head().isThere())
        pass.scores = network.head().scores(EncoderNetwork::judgedRows(pass.hidden.back(), judged));
    return pass;
}

} // namespace headlight::engine
