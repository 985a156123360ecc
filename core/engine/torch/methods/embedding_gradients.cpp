// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/embedding_gradients.h"

#include <ATen/ATen.h>

#include "core/engine/quadrature.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/fast/encoder_path.h"

namespace headlight::engine {

namespace {

/// Sum of all attributions - (F(x) - F(x')).
double deltaOf(const PathAttribution& a)
{
    return a.input.sum(at::kDouble).item<double>() - a.difference;
}

/// As partsPath() takes them. `segments` are undefined where there are none.
at::Tensor partsOf(const at::Tensor& words, const at::Tensor& segments, const at::Tensor& positions)
{
    return segments.defined() ? at::stack({words, segments, positions}) : at::stack({words, positions});
}

PathProblem between(const at::Tensor& baseline, const at::Tensor& input, const PathProblem& like)
{
    PathProblem problem = like;
    problem.baseline = baseline;
    problem.input = input;
    return problem;
}

} // namespace

at::Tensor baselineWords(const EncoderNetwork& network, const Input& input, bool zero)
{
    const at::Tensor words = network.words(input.baselineIds);
    for (std::size_t token = 0; zero && token < input.inputIds.size(); ++token)
        if (input.baselineIds[token] != input.inputIds[token]) // a token that stays has its own id
            words[static_cast<std::int64_t>(token)].zero_();
    return words;
}

void addEmbeddings(const EncoderNetwork& network, const Input& input, const std::vector<TargetFunction>& targets,
                   const PathProblem& problem, const Replacements& held, AttributionLevel& level)
{
    const at::Tensor places = network.places(input);
    // One path function after the other, as each has working memory of its own.
    const PathResult output = integratedGradients(
        *embeddingPath(network, input, targets, problem.job.stop, held),
        between(network.embedded(problem.baseline + places), network.embedded(problem.input + places), problem),
        embeddingPoints);

    const std::vector<std::int64_t> zeros(input.inputIds.size(), 0);
    const PathResult parts =
        integratedGradients(*partsPath(network, input, targets, problem.job.stop, held),
                            between(partsOf(problem.baseline, network.segments(zeros), network.positions(zeros)),
                                    partsOf(problem.input, network.segments(input.segmentIds),
                                            network.positions(network.positionIds(input.inputIds))),
                                    problem),
                            embeddingPoints);

    for (std::size_t t = 0; t < targets.size(); ++t) {
        Attribution& a = level.attributions[t];
        a.embeddings = toArray(output.targets[t].input.sum(-1));
        a.embeddingsDelta = deltaOf(output.targets[t]);
        const at::Tensor sums = parts.targets[t].input.sum(-1);
        a.word = toArray(sums[0]);
        if (sums.size(0) > 2)
            a.segment = toArray(sums[1]);
        a.position = toArray(sums[-1]);
        a.partsDelta = deltaOf(parts.targets[t]);
    }
}

} // namespace headlight::engine
