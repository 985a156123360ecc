// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/base/parallel.h"
#include "core/engine/torch/methods/contributions.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/methods/summed_norms.h"

namespace headlight::engine {

namespace {

/// N₁ without the deviation, of what tokens move and keep; and y divided by what that deviation would multiply with, so
/// that all distances of a row have it in common.
struct Scaled {
    at::Tensor moved; ///< [S,H,D] by key
    at::Tensor kept;  ///< [S,D]
    at::Tensor y;     ///< [S,D]
};

/// ‖y_i - T_i(x_j)‖₁ without the deviation, [S,B] by key, of the queries from `begin` on.
at::Tensor distances(const Scaled& s, const at::Tensor& attention, std::int64_t begin, std::int64_t count)
{
    const at::Tensor byKey = attention.narrow(1, begin, count).permute({2, 1, 0}); // [S,B,H]
    at::Tensor t = at::bmm(byKey, s.moved);
    t.narrow(0, begin, count).diagonal(0, 0, 1).add_(s.kept.narrow(0, begin, count).t());
    return t.sub_(s.y.narrow(0, begin, count)).abs_().sum(-1);
}

} // namespace

at::Tensor altiMap(const EncoderLayer& layer, const LayerParts& p, const std::stop_token& stop)
{
    const std::int64_t S = p.x.size(0);
    const at::Tensor gamma = layer.attentionNorm.weight;
    const Scaled s{centred(p.transformed, gamma).transpose(0, 1).contiguous(), centred(p.x, gamma),
                   p.attended / p.scale1};
    const at::Tensor all = s.y.abs().sum(-1);
    const at::Tensor map = at::empty({S, S}, p.x.options());
    const std::int64_t rows = rowsOfBlock(S, p.x.size(1));
    inParallel((S + rows - 1) / rows, 1, [&](std::int64_t first, std::int64_t end) {
        for (std::int64_t begin = first * rows; begin < std::min(S, end * rows); begin += rows) {
            throwIfStopped(stop);
            const std::int64_t count = std::min(rows, S - begin);
            const at::Tensor near = all.narrow(0, begin, count) - distances(s, p.attention, begin, count);
            map.narrow(0, begin, count).copy_(near.clamp_min_(0).t());
        }
    });
    return rowsToOne(map); // the deviation that a row has in common falls out
}

} // namespace headlight::engine
