// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/torch/network/encoder_network.h"
#include "core/model/checkpoint.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

// A question and a context for the tiny model, and the baseline of its words.
inline const std::vector<std::int64_t> ids{2, 5, 6, 7, 9, 3, 11, 6, 7, 12, 14, 20, 3};
inline const std::vector<std::int64_t> baselineIds{2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3};
inline const std::vector<std::int64_t> segmentIds{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};

inline engine::EncoderNetwork networkOf(const ModelVariant& variant)
{
    ModelConfig config = *readModelConfig(variant.folder);
    const Checkpoint checkpoint = *readCheckpoint(variant.folder, config, {});
    if (!variant.activation.empty())
        config.activation = variant.activation;
    if (variant.layers > 0)
        config.layers = variant.layers;
    return engine::EncoderNetwork(config, checkpoint);
}

} // namespace headlight::checks
