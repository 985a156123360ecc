// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/id_scores.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/fast/forward_pass.h"

namespace headlight::engine {

namespace {

/// Products are as fast as they get with some hundred rows.
constexpr std::int64_t rowsAtOnce = 1024;

/// Of one text in a forward pass: what it keeps of all layers, and what it works with in one.
std::int64_t bytesOfText(const ModelConfig& config, std::int64_t tokens)
{
    const std::int64_t kept = config.layers * (config.heads * tokens * tokens + 3 * tokens * config.hiddenSize);
    const std::int64_t work = tokens * (8 * config.hiddenSize + 2 * config.intermediateSize);
    return 4 * (kept + work);
}

} // namespace

void scoresOfIds(const EncoderNetwork& network, const Input& input, const std::vector<std::vector<std::int64_t>>& ids,
                 std::int64_t memoryBytes, const Job& job,
                 const std::function<void(std::size_t index, const at::Tensor& scores)>& take)
{
    const std::int64_t tokens = input.length();
    const std::int64_t fitting = memoryBytes / bytesOfText(network.config(), tokens);
    const auto batch =
        static_cast<std::size_t>(std::clamp<std::int64_t>(fitting, 1, std::max<std::int64_t>(1, rowsAtOnce / tokens)));
    const at::Tensor places = network.places(input);
    const std::vector<std::int64_t> judged = network.head().judged(input);
    for (std::size_t first = 0; first < ids.size(); first += batch) {
        job.progress("Removing tokens", static_cast<double>(first) / static_cast<double>(ids.size()));
        const std::size_t count = std::min(batch, ids.size() - first);
        std::vector<at::Tensor> sums;
        for (std::size_t i = 0; i < count; ++i)
            sums.push_back(network.words(ids[first + i]) + places);
        const EncoderPass pass = forwardPass(network, network.embedded(at::stack(sums)), judged, job.stop);
        for (std::size_t i = 0; i < count; ++i)
            take(first + i, pass.scores[static_cast<std::int64_t>(i)]);
    }
}

} // namespace headlight::engine
