// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/torch/network/encoder_network.h"
#include "core/model/checkpoint.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

// Two texts for the tiny models, and the baseline of their words.
inline const std::vector<std::int64_t> ids{2, 5, 6, 7, 9, 3, 11, 6, 7, 12, 14, 20, 3};
inline const std::vector<std::int64_t> baselineIds{2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3};
inline const std::vector<std::int64_t> segmentIds{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};

inline engine::EncoderNetwork networkOf(const ModelVariant& variant, at::ScalarType type = at::kFloat)
{
    ModelConfig config = *readModelConfig(variant.folder);
    const Checkpoint checkpoint = *readCheckpoint(variant.folder, config, {});
    if (!variant.activation.empty())
        config.activation = variant.activation;
    if (variant.layers > 0)
        config.layers = variant.layers;
    return engine::EncoderNetwork(config, checkpoint, type);
}

/// A head of words judges some of the tokens, in no order.
inline Input inputFor(const engine::EncoderNetwork& network)
{
    Input input;
    input.inputIds = ids;
    input.segmentIds = segmentIds;
    input.baselineIds = baselineIds;
    if (network.head().isWide())
        input.judged = {7, 9, 0, 6};
    return input;
}

/// The row of a token's scores; the only one where a text has one.
inline std::int64_t rowOf(const engine::EncoderNetwork& network, std::int64_t token)
{
    const std::vector<std::int64_t> judged = network.head().judged(inputFor(network));
    const auto found = std::find(judged.begin(), judged.end(), token);
    return found == judged.end() ? 0 : found - judged.begin();
}

inline TargetFunction targetOf(const char* name, std::vector<TargetFunction::Term> terms)
{
    TargetFunction target;
    target.name = name;
    target.terms = std::move(terms);
    return target;
}

inline TargetFunction largestOf(const char* name, std::int64_t column)
{
    TargetFunction target;
    target.name = name;
    target.maximumColumn = column;
    return target;
}

} // namespace headlight::checks
