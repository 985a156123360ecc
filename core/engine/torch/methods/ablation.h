// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/job.h"
#include "core/data/ablation.h"
#include "core/engine/torch/fast/replacements.h"
#include "core/engine/torch/methods/kept_run.h"

namespace headlight::engine {

/// Whose outputs stand in for those that are ablated: of the unchanged run, whatever else is ablated.
struct AblationSources {
    const KeptRun& run;
    const KeptRun* baseline = nullptr; ///< for the kind `patch`
};

/// Whether one of the parts is of kind `patch`.
bool needsBaseline(const Ablation& ablation);

/// What is held where the parts of `ablation`, each a single one, are ablated. `heads`: of a layer.
Replacements heldBy(const Ablation& ablation, const AblationSources& sources, std::int64_t heads,
                    std::int64_t copy = Replacement::everyCopy);

/// Is given the scores [rows,C] of set number `index`.
using TakeScores = std::function<void(std::size_t index, const at::Tensor& scores)>;

/// The scores of the input of `sources` under each of `sets`, whose parts are single ones: several copies at once, as
/// many as `memoryBytes` holds, from the lowest layer that a set changes on. Sets whose lowest layers are the same go
/// together, the lowest first. Throws Stopped.
void ablate(const EncoderNetwork& network, const AblationSources& sources, const std::vector<Ablation>& sets,
            std::int64_t memoryBytes, const Job& job, const TakeScores& take);

} // namespace headlight::engine
