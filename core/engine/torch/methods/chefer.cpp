// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/chefer.h"

#include <ATen/ATen.h>

namespace headlight::engine {

namespace {

/// Of one target: the layers' maps, from the first, made a product of.
at::Tensor rolledOut(const std::vector<at::Tensor>& maps)
{
    at::Tensor relevance = at::eye(maps.front().size(0), at::kDouble);
    std::vector<at::Tensor> layers;
    for (const at::Tensor& map : maps) {
        relevance = relevance + at::mm(map, relevance);
        layers.push_back(relevance);
    }
    return at::stack(layers);
}

} // namespace

std::vector<at::Tensor> gradientRollouts(TargetPass& pass, const at::Tensor& x)
{
    const std::size_t targets = pass.forward(0, x.unsqueeze(0)).size();
    std::vector<std::vector<at::Tensor>> maps(targets); // of each target, from the last layer to the first
    pass.attentionGradients([&](std::size_t, const at::Tensor& attention, const at::Tensor& gradient) {
        for (std::size_t t = 0; t < targets; ++t) {
            const at::Tensor weighted = gradient[static_cast<std::int64_t>(t)][0] * attention[0];
            maps[t].push_back(weighted.clamp_min_(0).mean(0).to(at::kDouble));
        }
    });
    std::vector<at::Tensor> results;
    for (const std::vector<at::Tensor>& each : maps)
        results.push_back(rolledOut({each.rbegin(), each.rend()}));
    return results;
}

} // namespace headlight::engine
