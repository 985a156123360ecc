// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/autograd_path.h"

#include <ATen/ATen.h>

namespace headlight::checks {

using namespace headlight::engine;

std::unique_ptr<PathFunction> autogradPath(const EncoderNetwork& network, PathInput kind, const Input& input,
                                           const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    auto forward = [&network, kind, targets, stop, judged = network.head().judged(input),
                    places = network.places(input)](const at::Tensor& x) {
        const at::Tensor embedded =
            kind == PathInput::Embedded ? x : network.embedded(kind == PathInput::Words ? x + places : x.sum(1));
        EncoderPass pass = network.run(embedded, judged, stop);
        PathOutputs out;
        if (kind == PathInput::Words) {
            out.intermediates = std::move(pass.hidden);
            out.intermediates.insert(out.intermediates.end(), pass.attention.begin(), pass.attention.end());
        }
        for (const TargetFunction& target : targets) {
            const TargetValues found = valuesOf(target, pass.scores);
            out.targets.push_back(found.values);
            out.winners.push_back(found.winners.defined() ? at::tensor(judged, at::kLong).index_select(0, found.winners)
                                                          : found.winners);
        }
        return out;
    };
    const EncoderPathFunction like(network, kind, input, targets, stop);
    PathCost cost = like.cost();
    cost.laneChunk = 0;
    return std::make_unique<AutogradFunction>(like.names(), targets.size(), std::move(forward), cost, stop);
}

} // namespace headlight::checks
