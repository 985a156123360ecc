// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/ablation.h"

#include <ATen/ATen.h>
#include <algorithm>

#include "core/engine/torch/fast/changed_pass.h"
#include "core/engine/torch/methods/copy_batches.h"

namespace headlight::engine {

namespace {

bool isFeedForward(const AblatedPart& part)
{
    return part.head == AblatedPart::feedForward;
}

/// The part's output in `run`: [S,d] or [S,D].
at::Tensor outputOf(const AblatedPart& part, const KeptRun& run, std::int64_t heads)
{
    const auto layer = static_cast<std::size_t>(part.layer);
    if (isFeedForward(part))
        return run.feedForward[layer];
    return run.mixed[layer].view({run.tokens(), heads, -1}).select(1, part.head);
}

at::Tensor standIn(const AblatedPart& part, const AblationSources& sources, std::int64_t heads)
{
    if (part.kind == AblationKind::Patch)
        return outputOf(part, *sources.baseline, heads);
    const at::Tensor own = outputOf(part, sources.run, heads);
    return part.kind == AblationKind::Mean ? own.mean(0, true).expand_as(own) : at::zeros_like(own);
}

void append(Replacements& all, const Replacements& more)
{
    for (const auto& [layer, replacements] : more)
        all[layer].insert(all[layer].end(), replacements.begin(), replacements.end());
}

/// The layer from which on a run differs; behind the last one where nothing is changed.
std::size_t lowestLayer(const Ablation& set, std::size_t layers)
{
    std::size_t lowest = layers;
    for (const AblatedPart& part : set.parts)
        lowest = std::min(lowest, static_cast<std::size_t>(part.layer));
    return lowest;
}

CopiesBegin beginOf(const CopyBatch& batch, const std::vector<Ablation>& sets, const AblationSources& sources,
                    const ModelConfig& config)
{
    CopiesBegin begin;
    begin.copies = std::ssize(batch.runs);
    begin.layer = batch.layer;
    begin.input = sources.run.hidden[batch.layer];
    if (batch.layer < sources.run.mixed.size())
        begin.mixed = sources.run.mixed[batch.layer];
    for (std::size_t copy = 0; copy < batch.runs.size(); ++copy)
        append(begin.held, heldBy(sets[batch.runs[copy]], sources, config.heads, static_cast<std::int64_t>(copy)));
    return begin;
}

} // namespace

bool needsBaseline(const Ablation& ablation)
{
    return std::any_of(ablation.parts.begin(), ablation.parts.end(),
                       [](const AblatedPart& part) { return part.kind == AblationKind::Patch; });
}

Replacements heldBy(const Ablation& ablation, const AblationSources& sources, std::int64_t heads, std::int64_t copy)
{
    Replacements held;
    for (const AblatedPart& part : ablation.parts)
        held[static_cast<std::size_t>(part.layer)].push_back(
            {isFeedForward(part) ? Replacement::feedForward : part.head, standIn(part, sources, heads), copy});
    return held;
}

void ablate(const EncoderNetwork& network, const AblationSources& sources, const std::vector<Ablation>& sets,
            std::int64_t memoryBytes, const Job& job, const TakeScores& take)
{
    const ModelConfig& config = network.config();
    std::vector<std::size_t> layers;
    for (const Ablation& set : sets)
        layers.push_back(lowestLayer(set, network.layers().size()));
    const std::vector<CopyBatch> batches = copyBatches(layers, config, sources.run.tokens(), memoryBytes);
    WorkDone done(batches, config, "Ablation", job);
    ChangedPass pass(network, sources.run.tokens(), sources.run.judged, job.stop);
    for (const CopyBatch& batch : batches) {
        const at::Tensor scores = pass.scores(beginOf(batch, sets, sources, config));
        for (std::size_t copy = 0; copy < batch.runs.size(); ++copy)
            take(batch.runs[copy], scores[static_cast<std::int64_t>(copy)]);
        done.add(batch);
    }
}

} // namespace headlight::engine
