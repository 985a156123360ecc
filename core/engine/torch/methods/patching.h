// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/job.h"
#include "core/engine/engine.h"
#include "core/engine/torch/methods/kept_run.h"

namespace headlight::engine {

/// Is given the scores [rows,C] with one thing from the other run.
using TakePatched = std::function<void(const PatchedPlace& place, const at::Tensor& scores)>;

/// The scores of `run` with one thing at a time as it is in `other`, at the tokens of `pairs` (left: of `run`): each
/// head's output at all of them, then the state behind each layer at each of them. Activation patching: Vig et al.
/// 2020; Meng et al. 2022. Throws Stopped.
void patch(const EncoderNetwork& network, const KeptRun& run, const KeptRun& other, const std::vector<TokenPair>& pairs,
           std::int64_t memoryBytes, const Job& job, const TakePatched& take);

} // namespace headlight::engine
