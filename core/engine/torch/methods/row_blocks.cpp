// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/row_blocks.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

std::int64_t rowsOfBlock(std::int64_t tokens, std::int64_t units)
{
    constexpr std::int64_t numbers = std::int64_t{1} << 21;
    return std::clamp<std::int64_t>(numbers / (tokens * units), 1, tokens);
}

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Stopped{};
}

void LayerJob::step(double share) const
{
    throwIfStopped(stop);
    if (report)
        report(share);
}

at::Tensor rowsToOne(const at::Tensor& map)
{
    constexpr double least = 1e-30; // a normal number of float32
    return map / map.sum(-1, true).clamp_min(least);
}

} // namespace headlight::engine
