// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace headlight::engine {

/// How many rows of a map a method takes at once that needs `units` numbers for each cell of a row of `tokens`: a
/// block of some 8 MiB, which takes some milliseconds.
std::int64_t rowsOfBlock(std::int64_t tokens, std::int64_t units);

/// Throws Stopped where `stop` was raised.
void throwIfStopped(const std::stop_token& stop);

/// The work of a method on one layer: where it is to stop, and how far it is.
struct LayerJob {
    std::stop_token stop = {};
    std::function<void(double share)> report = {}; ///< may be empty

    /// Reports the share that is done; throws Stopped where `stop` was raised.
    void step(double share) const;
};

/// Each row of `map` divided by its sum; rows of zeros stay.
at::Tensor rowsToOne(const at::Tensor& map);

} // namespace headlight::engine
