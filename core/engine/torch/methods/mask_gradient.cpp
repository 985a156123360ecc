// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/mask_gradient.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/layer_derivative.h"
#include "core/engine/torch/network/read_targets.h"

namespace headlight::engine {

namespace {

/// The gradients at the last layer's output, [T·S,D].
at::Tensor atLastLayer(const EncoderNetwork& network, const KeptRun& run, const std::vector<TargetFunction>& targets)
{
    const ReadTargets read(targets, network.head(), run.judged);
    const at::Tensor rows = run.hidden.back().index_select(0, at::tensor(read.tokens(), at::kLong));
    const HeadGradient head = read.gradient(read.values(rows, 1), rows, 1);
    const at::Tensor gradient = at::zeros({read.count() * run.tokens(), rows.size(1)}, rows.options());
    for (std::size_t i = 0; i < head.entries.size(); ++i)
        gradient[head.entries[i].target * run.tokens() + head.entries[i].token].copy_(
            head.rows[static_cast<std::int64_t>(i)]);
    return gradient;
}

LayerRecord emptyRecord(const EncoderNetwork& network, std::int64_t S)
{
    const ModelConfig& c = network.config();
    const auto empty = [&network](at::IntArrayRef shape) { return at::empty(shape, network.options()); };
    return {empty({S, 3 * c.hiddenSize}),           empty({1, c.heads, S, S}),
            empty({S, c.intermediateSize}),         {empty({S, c.hiddenSize}), empty({S})},
            {empty({S, c.hiddenSize}), empty({S})}, {}};
}

} // namespace

at::Tensor maskGradients(const EncoderNetwork& network, const KeptRun& run, const std::vector<TargetFunction>& targets,
                         std::stop_token stop)
{
    const std::int64_t S = run.tokens();
    const std::int64_t T = std::ssize(targets);
    const std::int64_t L = std::ssize(network.layers());
    const std::int64_t H = network.config().heads;
    const LayerRecord record = emptyRecord(network, S);
    const at::Tensor output = at::empty_like(run.hidden.front());
    const at::Tensor gradient = atLastLayer(network, run, targets);
    const GradientRows rows = GradientRows::whole(T, 1, S);
    at::Tensor found = at::empty({T, L, H}, network.options());
    LayerDerivative layers(network, S, std::move(stop));
    for (std::int64_t i = L; i-- > 0;) {
        const auto layer = static_cast<std::size_t>(i);
        layers.forward(layer, run.hidden[layer], record, output);
        at::Tensor atMixed;
        layers.gradient(layer, record, rows, gradient, {}, gradient, &atMixed);
        found.select(1, i).copy_((atMixed.view({T, S, H, -1}) * run.mixed[layer].view({1, S, H, -1})).sum({1, 3}));
    }
    return found;
}

} // namespace headlight::engine
