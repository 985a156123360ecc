// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/norms.h"

#include <ATen/ATen.h>

#include "core/engine/torch/path_function.h"
#include "core/engine/torch/tensors.h"

namespace headlight::engine {

namespace {

/// G[j,h,g] = f_h(x_j) · f_g(x_j), [S,H,H], in float64: the squares of norms lose half of their digits.
at::Tensor gramMatrices(const Linear& output, const at::Tensor& values)
{
    const std::int64_t S = values.size(0);
    const std::int64_t H = values.size(1);
    const std::int64_t d = values.size(2);
    const at::Tensor w = output.weight.to(at::kDouble);
    const at::Tensor v = values.to(at::kDouble);
    // W_hᵀ W_g for all pairs of heads, [H,d,H,d]; then M v for each g, [H(g),S,H(h)·d].
    const at::Tensor products = at::mm(w.t(), w).view({H, d, H, d});
    const at::Tensor mapped = at::bmm(v.transpose(0, 1), products.permute({2, 3, 0, 1}).reshape({H, d, H * d}));
    return (mapped.view({H, S, H, d}) * v.unsqueeze(0)).sum(-1).permute({1, 2, 0});
}

struct LayerNorms {
    at::Tensor f;          ///< [H,S]
    at::Tensor alphaF;     ///< [H,S,S]
    at::Tensor sumAlphaF;  ///< [S,S]
};

LayerNorms layerNorms(const Linear& output, const at::Tensor& attention, const at::Tensor& values)
{
    const at::Tensor gram = gramMatrices(output, values);
    const at::Tensor f = gram.diagonal(0, 1, 2).clamp_min(0).sqrt().t();
    const at::Tensor alpha = attention.to(at::kDouble);
    // a(i,j)ᵀ G_j a(i,j) over the heads, batched by the key j.
    const at::Tensor byKey = alpha.permute({2, 1, 0});
    const at::Tensor squares = (at::bmm(byKey, gram) * byKey).sum(-1).t();
    return {f, alpha * f.unsqueeze(1), squares.clamp_min(0).sqrt()};
}

} // namespace

Norms attentionNorms(const BertNetwork& network, const BertPass& pass, std::stop_token stop)
{
    std::vector<at::Tensor> f, alphaF, sumAlphaF;
    for (std::size_t i = 0; i < pass.attention.size(); ++i) {
        if (stop.stop_requested())
            throw Stopped{};
        const LayerNorms norms = layerNorms(network.layers()[i].attentionOutput, pass.attention[i][0], pass.values[i][0]);
        f.push_back(norms.f.to(at::kFloat));
        alphaF.push_back(norms.alphaF.to(at::kFloat));
        sumAlphaF.push_back(norms.sumAlphaF.to(at::kFloat));
    }
    Norms result;
    result.f = toArray(at::stack(f));
    result.alphaF = toArray(at::stack(alphaF));
    result.sumAlphaF = toArray(at::stack(sumAlphaF));
    return result;
}

} // namespace headlight::engine
