// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/bert_path.h"

#include <ATen/ATen.h>

namespace headlight::engine {

namespace {

// Rows of a matrix product from which on it runs at nearly its full rate.
constexpr std::int64_t rowsAtOnce = 512;

PathCost costOf(const ModelConfig& c, std::int64_t S, std::int64_t targets)
{
    const std::int64_t maps = std::int64_t(c.heads) * S * S;
    const std::int64_t hidden = S * c.hiddenSize;
    PathCost cost;
    cost.keptBytes = 4 * (1 + targets) * c.layers * (maps + hidden);
    // Inputs of every product and normalisation are kept for the backward pass.
    cost.workingBytes = cost.keptBytes + 4 * c.layers * (3 * maps + 12 * hidden + 3 * S * c.intermediateSize);
    cost.chunk = std::max<std::int64_t>(1, rowsAtOnce / S);
    return cost;
}

std::vector<std::string> intermediateNames(int layers)
{
    std::vector<std::string> names;
    for (const char* kind : {"hidden", "attention"})
        for (int i = 0; i < layers; ++i)
            names.push_back(kind + std::string(".") + std::to_string(i));
    return names;
}

void addTarget(const TargetFunction& target, const at::Tensor& logits, PathOutputs& out)
{
    if (target.terms.empty()) {
        const auto [value, index] = logits.select(2, target.maximumOfEnd ? 1 : 0).max(1);
        out.targets.push_back(value);
        out.winners.push_back(index);
        return;
    }
    at::Tensor sum;
    for (const TargetFunction::Term& term : target.terms) {
        const at::Tensor part = logits.select(2, term.end ? 1 : 0).select(1, term.position) * term.weight;
        sum = sum.defined() ? sum + part : part;
    }
    out.targets.push_back(sum);
    out.winners.emplace_back();
}

std::unique_ptr<PathFunction> pathOf(const BertNetwork& network, std::int64_t tokens,
                                     const std::vector<TargetFunction>& targets, bool intermediates, std::stop_token stop,
                                     std::function<at::Tensor(const at::Tensor&)> embedded)
{
    const PathCost cost = costOf(network.config(), tokens, static_cast<std::int64_t>(targets.size()));
    auto forward = [&network, targets, intermediates, stop, embedded = std::move(embedded)](const at::Tensor& x) {
        BertPass pass = network.run(embedded(x), stop);
        PathOutputs out;
        if (intermediates) {
            out.intermediates = std::move(pass.hidden);
            out.intermediates.insert(out.intermediates.end(), pass.attention.begin(), pass.attention.end());
        }
        for (const TargetFunction& target : targets)
            addTarget(target, pass.logits, out);
        return out;
    };
    std::vector<std::string> names = intermediates ? intermediateNames(network.config().layers) : std::vector<std::string>();
    return std::make_unique<AutogradFunction>(std::move(names), targets.size(), std::move(forward), cost, stop);
}

} // namespace

std::unique_ptr<PathFunction> wordPath(const BertNetwork& network, const std::vector<std::int64_t>& segmentIds,
                                       const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return pathOf(network, static_cast<std::int64_t>(segmentIds.size()), targets, true, stop,
                  [&network, places = network.places(segmentIds)](const at::Tensor& words) {
                      return network.embedded(words + places);
                  });
}

std::unique_ptr<PathFunction> embeddingPath(const BertNetwork& network, std::int64_t tokens,
                                            const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return pathOf(network, tokens, targets, false, stop, [](const at::Tensor& embedded) { return embedded; });
}

std::unique_ptr<PathFunction> partsPath(const BertNetwork& network, std::int64_t tokens,
                                        const std::vector<TargetFunction>& targets, std::stop_token stop)
{
    return pathOf(network, tokens, targets, false, stop,
                  [&network](const at::Tensor& parts) { return network.embedded(parts.sum(1)); });
}

} // namespace headlight::engine
