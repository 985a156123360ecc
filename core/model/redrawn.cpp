// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/redrawn.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"
#include "core/model/encoder_tensors.h"

namespace headlight {

namespace {

/// A tensor of the same mean and (population) deviation, in float64 before it is rounded.
Array drawnAnew(const Array& weights, std::uint64_t seed)
{
    const std::span<const float> values = weights.values();
    const auto count = static_cast<double>(std::max<std::size_t>(1, values.size()));
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    const double squares = std::accumulate(values.begin(), values.end(), 0.0, [mean](double sum, float value) {
        return sum + (double(value) - mean) * (double(value) - mean);
    });
    std::vector<float> drawn(values.size());
    fillNormal(drawn, mean, std::sqrt(squares / count), seed);
    return Array(weights.shape(), std::move(drawn));
}

/// The number of the layer that a canonical name is of; -1 of no layer.
int layerOf(const std::string& canonical)
{
    constexpr std::string_view layers = "bert.encoder.layer.";
    return canonical.starts_with(layers) ? std::stoi(canonical.substr(layers.size())) : -1;
}

void redraw(Checkpoint& checkpoint, const std::string& ownName, const std::string& canonical, std::uint64_t seed)
{
    const auto found = checkpoint.tensors.find(canonical);
    if (found != checkpoint.tensors.end())
        found->second = drawnAnew(found->second, seed ^ hashOf(ownName));
}

} // namespace

int redrawnStages(const ModelConfig& config)
{
    return 2 + config.distinctLayers();
}

Checkpoint redrawn(const Checkpoint& checkpoint, const ModelConfig& config, int stage, std::uint64_t seed)
{
    Checkpoint changed = checkpoint;
    if (stage < 1)
        return changed;
    for (const auto& [name, tensor] : headTensors(config, checkpoint.task()))
        redraw(changed, name, tensor.canonical, seed);
    const int lowest = config.distinctLayers() - (stage - 1);
    for (const auto& [name, tensor] : encoderTensors(config))
        if (layerOf(tensor.canonical) >= std::max(0, lowest))
            redraw(changed, name, tensor.canonical, seed);
    return changed;
}

} // namespace headlight
