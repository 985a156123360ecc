// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/bert_path.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/bert_path_function.h"
#include "core/engine/torch/network/bert_targets.h"

namespace headlight::engine {

namespace {

std::int64_t tokensOf(const std::vector<std::int64_t>& segmentIds)
{
    return static_cast<std::int64_t>(segmentIds.size());
}

} // namespace

std::unique_ptr<PathFunction> wordPath(const BertNetwork& network, const std::vector<std::int64_t>& segmentIds,
                                       const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return std::make_unique<BertPathFunction>(network, BertInput::Words, tokensOf(segmentIds), network.places(segmentIds),
                                              targets, std::move(stop));
}

std::unique_ptr<PathFunction> embeddingPath(const BertNetwork& network, std::int64_t tokens,
                                            const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return std::make_unique<BertPathFunction>(network, BertInput::Embedded, tokens, at::Tensor(), targets, std::move(stop));
}

std::unique_ptr<PathFunction> partsPath(const BertNetwork& network, std::int64_t tokens,
                                        const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return std::make_unique<BertPathFunction>(network, BertInput::Parts, tokens, at::Tensor(), targets, std::move(stop));
}

std::unique_ptr<PathFunction> autogradPath(const BertNetwork& network, BertInput input,
                                           const std::vector<std::int64_t>& segmentIds,
                                           const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    auto forward = [&network, input, targets, stop, places = network.places(segmentIds)](const at::Tensor& x) {
        const at::Tensor embedded = input == BertInput::Embedded ? x
            : network.embedded(input == BertInput::Words ? x + places : x.sum(1));
        BertPass pass = network.run(embedded, stop);
        PathOutputs out;
        if (input == BertInput::Words) {
            out.intermediates = std::move(pass.hidden);
            out.intermediates.insert(out.intermediates.end(), pass.attention.begin(), pass.attention.end());
        }
        for (const TargetFunction& target : targets) {
            const TargetValues found = valuesOf(target, pass.logits);
            out.targets.push_back(found.values);
            out.winners.push_back(found.winners);
        }
        return out;
    };
    const BertPathFunction like(network, input, tokensOf(segmentIds), {}, targets, stop);
    PathCost cost = like.cost();
    cost.laneChunk = 0;
    return std::make_unique<AutogradFunction>(like.names(), targets.size(), std::move(forward), cost, stop);
}

} // namespace headlight::engine
