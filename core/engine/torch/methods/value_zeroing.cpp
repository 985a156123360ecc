// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/methods/contributions.h"
#include "core/engine/torch/methods/row_blocks.h"

namespace headlight::engine {

namespace {

/// Rows of the products of a block: more make them no faster.
constexpr std::int64_t rowsAtOnce = 256;

at::Tensor unitRows(const at::Tensor& x)
{
    return x / x.norm(2, -1, true).clamp_min(1e-30);
}

} // namespace

at::Tensor valueZeroingMap(const EncoderNetwork& network, std::size_t layer, const LayerParts& p, const LayerJob& job)
{
    const std::int64_t S = p.x.size(0);
    const std::int64_t D = p.x.size(1);
    const at::Tensor byKey = p.transformed.transpose(0, 1).contiguous(); // [S,H,D]
    const at::Tensor whole = unitRows(p.output);
    const at::Tensor map = at::empty({S, S}, p.x.options());
    const std::int64_t keys = std::min(S, rowsAtOnce);
    const std::int64_t queries = std::max<std::int64_t>(1, rowsAtOnce / S);
    for (std::int64_t i = 0; i < S; i += queries)
        for (std::int64_t j = 0; j < S; j += keys) {
            job.step(static_cast<double>(i * S + j) / static_cast<double>(S * S));
            const std::int64_t I = std::min(queries, S - i);
            const std::int64_t J = std::min(keys, S - j);
            const at::Tensor attention = p.attention.narrow(1, i, I).narrow(2, j, J).permute({2, 1, 0}); // [J,I,H]
            const at::Tensor lost = at::bmm(attention, byKey.narrow(0, j, J));
            const at::Tensor sums = (p.sum1.narrow(0, i, I) - lost).view({J * I, D});
            const at::Tensor without = unitRows(outputOfSums(network, layer, sums)).view({J, I, D});
            // 1 - cos as half the squared distance of unit vectors: it may be as small as what float32 rounds.
            const at::Tensor turned = (without - whole.narrow(0, i, I)).square().sum(-1) / 2;
            map.narrow(0, i, I).narrow(1, j, J).copy_(turned.t());
        }
    return rowsToOne(map);
}

} // namespace headlight::engine
