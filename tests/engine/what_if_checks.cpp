// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/what_if_checks.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <cmath>

#include "core/engine/torch/fast/encoder_path.h"
#include "core/engine/torch/methods/ablation.h"
#include "core/engine/torch/methods/embedding_gradients.h"
#include "core/engine/torch/methods/lens.h"
#include "core/engine/torch/methods/mask_gradient.h"
#include "core/engine/torch/methods/patching.h"
#include "core/engine/torch/network/activation.h"
#include "core/engine/torch/network/read_targets.h"
#include "tests/engine/variant_network.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

constexpr double step = 1e-4;

/// What a reference pass changes; each is given a layer and returns what goes on.
struct Edits {
    std::function<at::Tensor(std::size_t, at::Tensor)> heads = [](std::size_t, at::Tensor x) { return x; };
    std::function<at::Tensor(std::size_t, at::Tensor)> feedForward = [](std::size_t, at::Tensor x) { return x; };
    std::function<at::Tensor(std::size_t, at::Tensor)> state = [](std::size_t, at::Tensor x) { return x; };
};

/// What it leaves: heads' outputs [S,H,d], the feed-forward parts' and states [S,D], scores [rows,C].
struct ReferencePass {
    std::vector<at::Tensor> heads, feedForward, states;
    at::Tensor scores;
};

/// A forward pass from scratch.
ReferencePass reference(const EncoderNetwork& network, const at::Tensor& words, const Edits& edits = {})
{
    const ModelConfig& c = network.config();
    const Input input = inputFor(network);
    const std::int64_t S = words.size(0);
    const at::Tensor bias = network.relativeBias(S);
    at::Tensor x = network.embedded(words + network.places(input));
    x = network.hasProjection() ? network.projection()(x) : x;
    ReferencePass pass;
    pass.states.push_back(x);
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        const EncoderLayer& layer = network.layers()[i];
        const auto split = [&](const Linear& linear) { return linear(x).view({S, c.heads, -1}).transpose(0, 1); };
        at::Tensor logits = at::matmul(split(layer.query), split(layer.key).transpose(1, 2)) / std::sqrt(c.headSize());
        logits = bias.defined() ? logits + bias : logits;
        const at::Tensor mixed = at::matmul(at::softmax(logits, -1), split(layer.value)).transpose(0, 1).contiguous();
        pass.heads.push_back(edits.heads(i, mixed));
        const at::Tensor attended =
            layer.attentionNorm(layer.attentionOutput(pass.heads.back().reshape({S, -1})) + x, c.layerNormEps);
        pass.feedForward.push_back(
            edits.feedForward(i, layer.output(activate(c.activation, layer.intermediate(attended)))));
        x = edits.state(i, layer.outputNorm(pass.feedForward.back() + attended, c.layerNormEps));
        pass.states.push_back(x);
    }
    pass.scores = network.head().scores(EncoderNetwork::judgedRows(x.unsqueeze(0), network.head().judged(input)))[0];
    return pass;
}

double relativeDifference(const at::Tensor& found, const at::Tensor& wanted)
{
    return ((found - wanted).abs().max() / wanted.abs().max().clamp_min(1e-30)).item<double>();
}

/// The edits that `set` means, written apart from the product.
Edits editsOf(const Ablation& set, const ReferencePass& plain, const ReferencePass& baseline)
{
    const auto standIn = [](AblationKind kind, const at::Tensor& own, const at::Tensor& other) {
        if (kind == AblationKind::Zero)
            return at::zeros_like(own);
        return kind == AblationKind::Patch ? other : own.mean(0, true).expand_as(own);
    };
    Edits edits;
    edits.heads = [=](std::size_t layer, at::Tensor x) {
        x = x.clone();
        for (const AblatedPart& part : set.parts)
            if (part.layer == static_cast<int>(layer) && part.head != AblatedPart::feedForward)
                x.select(1, part.head)
                    .copy_(standIn(part.kind, plain.heads[layer].select(1, part.head),
                                   baseline.heads[layer].select(1, part.head)));
        return x;
    };
    edits.feedForward = [=](std::size_t layer, at::Tensor x) {
        for (const AblatedPart& part : set.parts)
            if (part.layer == static_cast<int>(layer) && part.head == AblatedPart::feedForward)
                x = standIn(part.kind, plain.feedForward[layer], baseline.feedForward[layer]);
        return x;
    };
    return edits;
}

std::vector<Ablation> setsFor(const EncoderNetwork& network)
{
    std::vector<Ablation> sets{{}};
    for (const char* text : {"1.1", "mean:0.2", "patch:1.0", "0.*", "patch:1.*", "0.mlp", "mean:1.mlp", "patch:0.mlp",
                             "0.0,mean:1.2,patch:1.mlp", "1.0,1.1,mean:0.mlp"})
        sets.push_back(*resolved(*ablationNamed(text), network.config().layers, network.config().heads));
    return sets;
}

std::vector<TargetFunction> targetsFor(const EncoderNetwork& network)
{
    return {targetOf("first", {{rowOf(network, 7), 0, 1}}),
            targetOf("second", {{rowOf(network, 9), 1, 1}, {rowOf(network, 6), 0, -0.5}})};
}

double valueAt(const TargetFunction& target, const at::Tensor& scores)
{
    return valuesOf(target, scores.unsqueeze(0)).values.item<double>();
}

void checkAblations(const EncoderNetwork& network, KeptRuns& runs, WhatIfChecks& checks)
{
    const Input input = inputFor(network);
    const std::vector<Ablation> sets = setsFor(network);
    const ReferencePass plain = reference(network, network.words(ids));
    const ReferencePass baseline = reference(network, network.words(baselineIds));
    const AblationSources sources{runs.of(input, {}), &runs.ofBaseline(input, false, {})};
    for (const std::int64_t memory : {std::int64_t(1), std::int64_t(1) << 30})
        ablate(network, sources, sets, memory, {}, [&](std::size_t i, const at::Tensor& scores) {
            const at::Tensor wanted = reference(network, network.words(ids), editsOf(sets[i], plain, baseline)).scores;
            checks.ablated = std::max(checks.ablated, relativeDifference(scores, wanted));
        });
    const at::Tensor lens = lensScores(network, sources.run);
    checks.lens = relativeDifference(lens[-1], plain.scores);
    const at::Tensor first = network.head().scores(
        EncoderNetwork::judgedRows(plain.states.front().unsqueeze(0), network.head().judged(input)));
    checks.lens = std::max(checks.lens, relativeDifference(lens[0], first[0]));
}

/// The other run has other words; some of its tokens stand for those of the run that is patched.
void checkPatching(const EncoderNetwork& network, KeptRuns& runs, WhatIfChecks& checks)
{
    const Input input = inputFor(network);
    Input other = input;
    std::swap(other.inputIds[2], other.inputIds[9]);
    const std::vector<TokenPair> pairs{{0, 0}, {1, 1}, {4, 3}, {7, 8}, {12, 12}};
    const ReferencePass theirs = reference(network, network.words(other.inputIds));
    patch(network, runs.of(input, {}), runs.of(other, {}), pairs, 1 << 30, {},
          [&](const PatchedPlace& place, const at::Tensor& scores) {
              const auto layer = static_cast<std::size_t>(place.layer);
              Edits edits;
              edits.heads = [&](std::size_t i, at::Tensor x) {
                  x = x.clone();
                  for (const TokenPair& pair : pairs)
                      if (i == layer && place.head >= 0)
                          x[pair.left][place.head].copy_(theirs.heads[i][pair.right][place.head]);
                  return x;
              };
              edits.state = [&](std::size_t i, at::Tensor x) {
                  x = x.clone();
                  for (const TokenPair& pair : pairs)
                      if (i == layer && place.head < 0 && pair.left == place.token)
                          x[pair.left].copy_(theirs.states[i + 1][pair.right]);
                  return x;
              };
              double& worst = place.head < 0 ? checks.patchedStates : checks.patchedHeads;
              const at::Tensor wanted = reference(network, network.words(ids), edits).scores;
              worst = std::max(worst, relativeDifference(scores, wanted));
          });
}

/// The targets' slopes by a factor at each head's output, [T,L,H], by central differences.
at::Tensor slopesByDifferences(const EncoderNetwork& network, const std::vector<TargetFunction>& targets)
{
    const std::int64_t L = network.config().layers;
    const std::int64_t H = network.config().heads;
    const at::Tensor slopes = at::zeros({std::ssize(targets), L, H}, at::kDouble);
    for (std::int64_t layer = 0; layer < L; ++layer)
        for (std::int64_t head = 0; head < H; ++head)
            for (const double sign : {-1.0, 1.0}) {
                Edits edits;
                edits.heads = [&](std::size_t i, at::Tensor x) {
                    x = x.clone();
                    if (static_cast<std::int64_t>(i) == layer)
                        x.select(1, head).mul_(1 + sign * step);
                    return x;
                };
                const at::Tensor scores = reference(network, network.words(ids), edits).scores;
                for (std::size_t t = 0; t < targets.size(); ++t)
                    slopes[static_cast<std::int64_t>(t)][layer][head] +=
                        sign * valueAt(targets[t], scores) / (2 * step);
            }
    return slopes;
}

void checkMasks(const EncoderNetwork& network, KeptRuns& runs, WhatIfChecks& checks)
{
    const std::vector<TargetFunction> targets = targetsFor(network);
    const at::Tensor found = maskGradients(network, runs.of(inputFor(network), {}), targets, {});
    checks.maskByDifferences = relativeDifference(found, slopesByDifferences(network, targets));
    const auto function = wordPath(network, inputFor(network), targets, {});
    const PathNodes nodes = function->evaluate(network.words(ids).unsqueeze(0), {});
    const std::size_t layers = network.layers().size();
    for (std::size_t t = 0; t < targets.size(); ++t)
        for (std::size_t i = 0; i < layers; ++i) {
            const at::Tensor sums = (nodes.y[layers + i] * nodes.gradients[t][layers + i])[0].sum({1, 2});
            const at::Tensor own = found[static_cast<std::int64_t>(t)][static_cast<std::int64_t>(i)];
            checks.maskByAttention =
                std::max(checks.maskByAttention, ((own - sums).abs().max() / found.abs().max()).item<double>());
        }
}

/// With outputs held as the unchanged run has them, at another place on the path.
void checkHeld(const EncoderNetwork& network, KeptRuns& runs, WhatIfChecks& checks)
{
    const Input input = inputFor(network);
    const std::vector<TargetFunction> targets = targetsFor(network);
    const Ablation set =
        *resolved(*ablationNamed("0.1,0.mlp,mean:1.0,patch:1.2"), network.config().layers, network.config().heads);
    const ReferencePass plain = reference(network, network.words(ids));
    const ReferencePass baseline = reference(network, network.words(baselineIds));
    const Replacements held =
        heldBy(set, {runs.of(input, {}), &runs.ofBaseline(input, false, {})}, network.config().heads);
    const auto function = wordPath(network, input, targets, {}, held);
    const at::Tensor x = network.words(ids) * 0.6 + network.words(baselineIds) * 0.4;
    const PathNodes nodes = function->evaluate(x.unsqueeze(0), {});
    const at::Tensor scores = reference(network, x, editsOf(set, plain, baseline)).scores;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const double wanted = valueAt(targets[t], scores);
        checks.heldValues = std::max(checks.heldValues, std::abs(nodes.targets[t].item<double>() - wanted));
        at::Tensor slopes = at::empty({x.size(0), 3}, at::kDouble);
        for (std::int64_t token = 0; token < x.size(0); ++token)
            for (std::int64_t unit = 0; unit < 3; ++unit) {
                at::Tensor shifted = at::stack({x, x});
                shifted[0][token][unit] += step;
                shifted[1][token][unit] -= step;
                const at::Tensor f = function->values(shifted)[t];
                slopes[token][unit] = (f[0] - f[1]) / (2 * step);
            }
        checks.heldGradients =
            std::max(checks.heldGradients, relativeDifference(nodes.inputGradients[t][0].narrow(1, 0, 3), slopes));
    }
}

} // namespace

WhatIfChecks whatIfChecks(const ModelVariant& model)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model, at::kDouble);
    KeptRuns runs(network);
    WhatIfChecks checks;
    checkAblations(network, runs, checks);
    checkPatching(network, runs, checks);
    checkMasks(network, runs, checks);
    checkHeld(network, runs, checks);
    return checks;
}

} // namespace headlight::checks
