// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/patching.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/changed_pass.h"
#include "core/engine/torch/methods/copy_batches.h"

namespace headlight::engine {

namespace {

struct TwoRuns {
    const KeptRun& run;
    const KeptRun& other;
    at::Tensor own;    ///< int64 [pairs], tokens of `run`
    at::Tensor others; ///< int64 [pairs], their like of `other`
};

TwoRuns twoRuns(const KeptRun& run, const KeptRun& other, const std::vector<TokenPair>& pairs)
{
    std::vector<std::int64_t> left;
    std::vector<std::int64_t> right;
    for (const TokenPair& pair : pairs) {
        left.push_back(pair.left);
        right.push_back(pair.right);
    }
    return {run, other, at::tensor(left, at::kLong), at::tensor(right, at::kLong)};
}

/// `own` [S,D] with the other run's rows at the tokens that both have.
at::Tensor withOthers(const TwoRuns& runs, const at::Tensor& own, const at::Tensor& other)
{
    return own.index_copy(0, runs.own, other.index_select(0, runs.others));
}

std::vector<PatchedPlace> headPlaces(const ModelConfig& config)
{
    std::vector<PatchedPlace> places;
    for (int layer = 0; layer < config.layers; ++layer)
        for (int head = 0; head < config.heads; ++head)
            places.push_back({layer, head, -1});
    return places;
}

std::vector<PatchedPlace> statePlaces(const ModelConfig& config, const std::vector<TokenPair>& pairs)
{
    std::vector<PatchedPlace> places;
    for (int layer = 0; layer < config.layers; ++layer)
        for (const TokenPair& pair : pairs)
            places.push_back({layer, -1, pair.left});
    return places;
}

bool isState(const PatchedPlace& place)
{
    return place.head < 0;
}

/// The first layer that a run computes again.
std::size_t beginLayer(const PatchedPlace& place)
{
    return static_cast<std::size_t>(place.layer) + (isState(place) ? 1 : 0);
}

/// Copies with one token's state each from the other run.
CopiesBegin withStates(const CopyBatch& batch, const std::vector<PatchedPlace>& places, const TwoRuns& runs)
{
    CopiesBegin begin{std::ssize(batch.runs), batch.layer, {}, {}, {}};
    const at::Tensor both = withOthers(runs, runs.run.hidden[batch.layer], runs.other.hidden[batch.layer]);
    begin.input = runs.run.hidden[batch.layer].unsqueeze(0).repeat({begin.copies, 1, 1});
    for (std::int64_t copy = 0; copy < begin.copies; ++copy) {
        const std::int64_t token = places[batch.runs[static_cast<std::size_t>(copy)]].token;
        begin.input[copy][token].copy_(both[token]);
    }
    return begin;
}

/// Copies with one head's output each from the other run.
CopiesBegin withHeads(const CopyBatch& batch, const std::vector<PatchedPlace>& places, const TwoRuns& runs,
                      std::int64_t heads)
{
    const std::size_t layer = batch.layer;
    CopiesBegin begin{std::ssize(batch.runs), layer, runs.run.hidden[layer], runs.run.mixed[layer], {}};
    const at::Tensor both =
        withOthers(runs, runs.run.mixed[layer], runs.other.mixed[layer]).view({runs.run.tokens(), heads, -1});
    for (std::int64_t copy = 0; copy < begin.copies; ++copy) {
        const int head = places[batch.runs[static_cast<std::size_t>(copy)]].head;
        begin.held[layer].push_back({head, both.select(1, head), copy});
    }
    return begin;
}

} // namespace

void patch(const EncoderNetwork& network, const KeptRun& run, const KeptRun& other, const std::vector<TokenPair>& pairs,
           std::int64_t memoryBytes, const Job& job, const TakePatched& take)
{
    const ModelConfig& config = network.config();
    const TwoRuns runs = twoRuns(run, other, pairs);
    ChangedPass pass(network, run.tokens(), run.judged, job.stop);
    for (const bool states : {false, true}) {
        const std::vector<PatchedPlace> places = states ? statePlaces(config, pairs) : headPlaces(config);
        std::vector<std::size_t> layers;
        for (const PatchedPlace& place : places)
            layers.push_back(beginLayer(place));
        const std::vector<CopyBatch> batches = copyBatches(layers, config, run.tokens(), memoryBytes);
        WorkDone done(batches, config, states ? "Patching states" : "Patching heads", job);
        for (const CopyBatch& batch : batches) {
            const CopiesBegin begin =
                states ? withStates(batch, places, runs) : withHeads(batch, places, runs, config.heads);
            const at::Tensor scores = pass.scores(begin);
            for (std::size_t copy = 0; copy < batch.runs.size(); ++copy)
                take(places[batch.runs[copy]], scores[static_cast<std::int64_t>(copy)]);
            done.add(batch);
        }
    }
}

} // namespace headlight::engine
