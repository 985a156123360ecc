// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/method_checks.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <algorithm>

#include "core/engine/torch/fast/forward_pass.h"
#include "core/engine/torch/methods/attattr.h"
#include "core/engine/torch/methods/chefer.h"
#include "core/engine/torch/methods/contributions.h"
#include "core/engine/torch/methods/decompx.h"
#include "core/engine/torch/network/activation.h"
#include "tests/engine/autograd_path.h"
#include "tests/engine/variant_network.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

/// Single scores, weighted ones of several tokens, and a maximum.
std::vector<TargetFunction> targetsOf(const EncoderNetwork& network)
{
    if (!network.head().isThere())
        return {};
    const auto row = [&network](std::int64_t token) { return rowOf(network, token); };
    const std::int64_t last = network.head().classes() - 1;
    return {targetOf("start", {{row(7), 0, 1}}), targetOf("contrast", {{row(9), last, 1}, {row(6), 0, -0.5}}),
            largestOf("end", last)};
}

EncoderPass passOf(const EncoderNetwork& network, const std::stop_token& stop = {})
{
    const Input input = inputFor(network);
    const at::Tensor embedded = network.embedded(network.words(ids) + network.places(input));
    return forwardPass(network, embedded.unsqueeze(0), network.head().judged(input), stop);
}

double relative(const at::Tensor& found, const at::Tensor& wanted)
{
    return ((found - wanted).abs().max() / wanted.abs().max().clamp_min(1e-300)).item<double>();
}

/// The normalisation as a linear map of `x` [...,D], with the deviation of the rows of `sum`, [S,1,D].
at::Tensor linearNorm(const at::Tensor& x, const at::Tensor& sum, const LayerNorm& norm, double epsilon)
{
    return (x - x.mean(-1, true)) / (sum.var(-1, false, true) + epsilon).sqrt().unsqueeze(1) * norm.weight;
}

/// What each token gives to each one, T_i(x_j): [S,S,D].
at::Tensor givenByTokens(const EncoderNetwork& network, const EncoderLayer& layer, const LayerParts& p)
{
    at::Tensor given = at::einsum("hij,hjd->ijd", {p.attention, p.transformed});
    given.diagonal(0, 0, 1).add_(p.x.t());
    return linearNorm(given, p.sum1, layer.attentionNorm, network.config().layerNormEps);
}

at::Tensor shares(const at::Tensor& map)
{
    return map / map.sum(-1, true);
}

/// The layer's output without token j's values.
at::Tensor runWithout(const EncoderNetwork& network, const EncoderPass& pass, std::size_t index, std::int64_t j)
{
    const EncoderLayer& layer = network.layers()[index];
    const double epsilon = network.config().layerNormEps;
    const at::Tensor values = pass.values[index][0].clone();
    values[j].zero_();
    const at::Tensor x = pass.inputs[index][0];
    const at::Tensor mixed = at::einsum("hij,jhd->ihd", {pass.attention[index][0], values}).reshape(x.sizes());
    const at::Tensor attended = layer.attentionNorm(layer.attentionOutput(mixed) + x, epsilon);
    const at::Tensor inner = activate(network.config().activation, layer.intermediate(attended));
    return layer.outputNorm(layer.output(inner) + attended, epsilon);
}

at::Tensor zeroedOneByOne(const EncoderNetwork& network, const EncoderPass& pass, std::size_t index)
{
    std::vector<at::Tensor> columns;
    for (std::int64_t j = 0; j < pass.hidden[index].size(1); ++j)
        columns.push_back(1 - at::cosine_similarity(runWithout(network, pass, index, j), pass.hidden[index][0], -1));
    return shares(at::stack(columns, 1));
}

void checkContributions(const EncoderNetwork& network, const EncoderPass& pass, MethodChecks& checks)
{
    for (std::size_t i = 0; i < network.layers().size(); ++i) {
        const EncoderLayer& layer = network.layers()[i];
        const LayerParts p = layerParts(network, pass, i);
        const at::Tensor given = givenByTokens(network, layer, p);
        const at::Tensor y = p.attended.unsqueeze(1);
        const at::Tensor near = (y.abs().sum(-1) - (y - given).abs().sum(-1)).clamp_min(0);
        const at::Tensor alti = altiMap(layer, p, {});
        checks.alti = std::max(checks.alti, relative(alti, shares(near)));
        const at::Tensor second = linearNorm(given, p.sum2, layer.outputNorm, network.config().layerNormEps);
        checks.globEnc = std::max(checks.globEnc, relative(globEncMap(layer, p, {}), second.norm(2, -1)));
        const at::Tensor zeroing = valueZeroingMap(network, i, p, {});
        checks.valueZeroing = std::max(checks.valueZeroing, relative(zeroing, zeroedOneByOne(network, pass, i)));
        for (const at::Tensor& map : {alti, zeroing})
            checks.rows = std::max(checks.rows, (map.sum(-1) - 1).abs().max().item<double>());
    }
}

void checkChefer(const EncoderNetwork& network, const EncoderPass& encoder, MethodChecks& checks)
{
    const Input input = inputFor(network);
    const std::vector<TargetFunction> targets = targetsOf(network);
    TargetPass pass(network, input, targets, {});
    const std::vector<at::Tensor> found = gradientRollouts(pass, encoder.inputs.front()[0]);
    const PathNodes nodes =
        autogradPath(network, PathInput::Words, input, targets, {})->evaluate(network.words(ids).unsqueeze(0), {});
    const std::size_t L = network.layers().size();
    for (std::size_t t = 0; t < targets.size(); ++t) {
        at::Tensor relevance = at::eye(input.length(), at::kDouble);
        for (std::size_t l = 0; l < L; ++l) {
            const at::Tensor positive = (nodes.gradients[t][L + l][0] * nodes.y[L + l][0]).clamp_min(0);
            relevance = relevance + at::matmul(positive.mean(0), relevance);
            checks.chefer = std::max(checks.chefer, relative(found[t][static_cast<std::int64_t>(l)], relevance));
        }
    }
}

/// What heads mix with the attention [H,S,S], [S,D].
at::Tensor mixedBy(const at::Tensor& attention, const at::Tensor& values)
{
    return at::einsum("hij,jhd->ihd", {attention, values}).flatten(1);
}

/// A · the mean of ∂F/∂A over `rule`, of one cell, by central differences: one number a target.
std::vector<double> cellByDifferences(TargetPass& pass, const EncoderPass& encoder, std::size_t l, at::IntArrayRef cell,
                                      const Quadrature& rule)
{
    constexpr double step = 1e-4;
    const at::Tensor attention = encoder.attention[l][0];
    const at::Tensor direction = at::zeros_like(attention);
    direction[cell[0]][cell[1]][cell[2]] = step;
    std::vector<double> sums;
    for (std::size_t k = 0; k < rule.nodes.size(); ++k) {
        const at::Tensor scaled = attention * rule.nodes[k];
        const at::Tensor both = at::stack(
            {mixedBy(scaled + direction, encoder.values[l][0]), mixedBy(scaled - direction, encoder.values[l][0])});
        const std::vector<at::Tensor> f = pass.forwardMixed(l, both, encoder.inputs[l][0]);
        sums.resize(f.size(), 0.0);
        for (std::size_t t = 0; t < f.size(); ++t)
            sums[t] += rule.weights[k] * ((f[t][0] - f[t][1]) / (2 * step)).item<double>();
    }
    for (double& each : sums)
        each *= attention[cell[0]][cell[1]][cell[2]].item<double>();
    return sums;
}

Quadrature authorsSteps()
{
    Quadrature rule;
    for (int k = 0; k < 20; ++k)
        rule.nodes.push_back(0.05 * k);
    rule.weights.assign(20, 0.05);
    return rule;
}

/// The worst of some cells of `maps` [T,H,S,S].
double cellsError(TargetPass& pass, const EncoderPass& encoder, std::size_t l, const at::Tensor& maps,
                  const Quadrature& rule)
{
    double worst = 0;
    const std::int64_t H = maps.size(1);
    for (const std::vector<std::int64_t>& cell : {std::vector<std::int64_t>{0, 7, 3}, {H - 1, 7, 7}, {H - 1, 0, 9}}) {
        const std::vector<double> wanted = cellByDifferences(pass, encoder, l, cell, rule);
        for (std::size_t t = 0; t < wanted.size(); ++t) {
            const at::Tensor map = maps[static_cast<std::int64_t>(t)];
            const double found = map[cell[0]][cell[1]][cell[2]].item<double>();
            worst = std::max(worst, std::abs(found - wanted[t]) / map.abs().max().item<double>());
        }
    }
    return worst;
}

void checkAttAttr(const EncoderNetwork& network, const EncoderPass& encoder, MethodChecks& checks)
{
    // A maximum has kinks, which no rule of quadrature resolves.
    std::vector<TargetFunction> targets = targetsOf(network);
    targets.pop_back();
    TargetPass pass(network, inputFor(network), targets, {});
    AttAttr method(pass, encoder, std::int64_t{1} << 28);
    for (std::size_t l = 0; l < network.layers().size(); ++l) {
        const LayerAttAttr found = method.exact(l, 1e-9);
        const double largest = found.maps.abs().max().item<double>();
        for (const double delta : found.delta)
            checks.complete = std::max(checks.complete, std::abs(delta) / largest);
        checks.most = std::max(checks.most, found.nodes);
        checks.attAttr =
            std::max(checks.attAttr, cellsError(pass, encoder, l, found.maps, gaussLegendre(2 * found.nodes)));
        checks.stepped = std::max(checks.stepped, cellsError(pass, encoder, l, method.stepped(l, 20), authorsSteps()));
    }
}

void checkDecomposition(const EncoderNetwork& network, const EncoderPass& pass, MethodChecks& checks)
{
    const std::vector<TargetFunction> targets = targetsOf(network);
    const Decomposition found =
        decomposed(network, pass, inputFor(network), targets, [](std::size_t) { return LayerJob(); });
    for (const double error : found.errors)
        checks.states = std::max(checks.states, error);
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const at::Tensor value = valuesOf(targets[t], pass.scores).values[0];
        const double scale = std::max(1.0, found.targets[t].abs().sum().item<double>());
        const double error = (found.targets[t].sum() - value).abs().item<double>();
        checks.targets = std::max(checks.targets, error / scale);
    }
}

} // namespace

MethodChecks methodChecks(const ModelVariant& model)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model, at::kDouble);
    const EncoderPass pass = passOf(network);
    MethodChecks checks;
    checkContributions(network, pass, checks);
    checkDecomposition(network, pass, checks);
    if (network.head().isThere()) {
        checkChefer(network, pass, checks);
        checkAttAttr(network, pass, checks);
    }
    return checks;
}

bool methodsStop(const ModelVariant& model)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model);
    const EncoderPass pass = passOf(network);
    const LayerParts parts = layerParts(network, pass, 0);
    const EncoderLayer& layer = network.layers().front();
    const Input input = inputFor(network);
    const std::vector<TargetFunction> targets = targetsOf(network);
    std::stop_source source;
    source.request_stop();
    const std::stop_token stop = source.get_token();
    TargetPass toTargets(network, input, targets, stop);
    AttAttr attAttr(toTargets, pass, std::int64_t{1} << 28);
    const auto ends = [](const auto& work) {
        try {
            work();
        } catch (const Stopped&) {
            return true;
        }
        return false;
    };
    return ends([&] { altiMap(layer, parts, stop); }) && ends([&] { globEncMap(layer, parts, stop); }) && ends([&] {
               valueZeroingMap(network, 0, parts, {stop, {}});
           }) &&
           ends([&] { gradientRollouts(toTargets, pass.inputs.front()[0]); }) &&
           ends([&] { attAttr.exact(0, 1e-5); }) && ends([&] {
               decomposed(network, pass, input, targets, [&](std::size_t) { return LayerJob{stop, {}}; });
           });
}

} // namespace headlight::checks
