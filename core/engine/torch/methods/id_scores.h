// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/job.h"
#include "core/data/input.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// The scores [rows,C] of texts that differ from `input` in their ids alone, as many at once as `memoryBytes` holds.
/// `take` is given each with its number. Throws Stopped.
void scoresOfIds(const EncoderNetwork& network, const Input& input, const std::vector<std::vector<std::int64_t>>& ids,
                 std::int64_t memoryBytes, const Job& job,
                 const std::function<void(std::size_t index, const at::Tensor& scores)>& take);

} // namespace headlight::engine
