// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/embedding_gradients.h"

#include <ATen/ATen.h>
#include <numeric>

#include "core/engine/quadrature.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/fast/bert_path.h"

namespace headlight::engine {

namespace {

/// Sum of all attributions - (F(x) - F(x')).
double deltaOf(const PathAttribution& a)
{
    return a.input.sum(at::kDouble).item<double>() - a.difference;
}

PathProblem between(const at::Tensor& baseline, const at::Tensor& input, const PathProblem& like)
{
    PathProblem problem = like;
    problem.baseline = baseline;
    problem.input = input;
    return problem;
}

} // namespace

at::Tensor baselineWords(const BertNetwork& network, const Input& input, bool zero)
{
    const at::Tensor words = network.words(input.baselineIds);
    for (std::size_t token = 0; zero && token < input.inputIds.size(); ++token)
        if (input.baselineIds[token] != input.inputIds[token]) // a token that stays has its own id
            words[static_cast<std::int64_t>(token)].zero_();
    return words;
}

void addEmbeddings(const BertNetwork& network, const Input& input, const std::vector<TargetFunction>& targets,
                   const PathProblem& problem, AttributionLevel& level)
{
    const std::int64_t S = input.length();
    const at::Tensor places = network.places(input.segmentIds);
    // One path function after the other, as each has working memory of its own.
    const PathResult output = integratedGradients(
        *embeddingPath(network, S, targets, problem.job.stop),
        between(network.embedded(problem.baseline + places), network.embedded(problem.input + places), problem), embeddingPoints);

    std::vector<std::int64_t> indices(static_cast<std::size_t>(S));
    std::iota(indices.begin(), indices.end(), 0);
    const std::vector<std::int64_t> zeros(static_cast<std::size_t>(S), 0);
    const PathResult parts = integratedGradients(
        *partsPath(network, S, targets, problem.job.stop),
        between(at::stack({problem.baseline, network.segments(zeros), network.positions(zeros)}),
                at::stack({problem.input, network.segments(input.segmentIds), network.positions(indices)}), problem),
        embeddingPoints);

    for (std::size_t t = 0; t < targets.size(); ++t) {
        Attribution& a = level.attributions[t];
        a.embeddings = toArray(output.targets[t].input.sum(-1));
        a.embeddingsDelta = deltaOf(output.targets[t]);
        const at::Tensor sums = parts.targets[t].input.sum(-1);
        a.word = toArray(sums[0]);
        a.segment = toArray(sums[1]);
        a.position = toArray(sums[2]);
        a.partsDelta = deltaOf(parts.targets[t]);
    }
}

} // namespace headlight::engine
