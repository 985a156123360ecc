// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>

#include "core/engine/torch/fast/encoder_path.h"
#include "core/engine/torch/fast/forward_pass.h"
#include "core/engine/torch/methods/norms.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/path/path_integral.h"
#include "tests/engine/path_checks.h"
#include "tests/engine/variant_network.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

std::vector<TargetFunction> targets(const EncoderNetwork& network)
{
    const auto row = [&network](std::int64_t token) { return rowOf(network, token); };
    return {targetOf("start", {{row(7), 0, 1}}), targetOf("contrast", {{row(9), 1, 1}, {row(6), 0, -1}})};
}

/// The embedding layer's output, [S,E].
at::Tensor embeddedInput(const EncoderNetwork& network)
{
    return network.embedded(network.words(ids) + network.places(inputFor(network)));
}

std::vector<std::int64_t> judgedBy(const EncoderNetwork& network)
{
    return network.head().judged(inputFor(network));
}

double relativeDifference(const at::Tensor& found, const at::Tensor& wanted)
{
    return ((found - wanted).abs().max() / wanted.abs().max().clamp_min(1e-30)).item<double>();
}

/// A step of central differences in float64: rounding and truncation are both near 1e-9.
constexpr double step = 1e-4;

double gradientError(PathFunction& function, const at::Tensor& x)
{
    const PathNodes nodes = function.evaluate(x.unsqueeze(0), {});
    double worst = 0;
    for (std::size_t t = 0; t < function.targetCount(); ++t) {
        at::Tensor slopes = at::empty({x.size(0), 4}, at::kDouble);
        for (std::int64_t token = 0; token < x.size(0); ++token)
            for (std::int64_t unit = 0; unit < 4; ++unit) {
                at::Tensor shifted = at::stack({x, x});
                shifted[0][token][unit] += step;
                shifted[1][token][unit] -= step;
                const at::Tensor f = function.values(shifted)[t];
                slopes[token][unit] = (f[0] - f[1]) / (2 * step);
            }
        worst = std::max(worst, relativeDifference(nodes.inputGradients[t][0].narrow(1, 0, 4), slopes));
    }
    return worst;
}

double rateError(PathFunction& function, const at::Tensor& x, const at::Tensor& direction)
{
    const PathNodes nodes = function.evaluate(x.unsqueeze(0), direction);
    const PathNodes ends = function.evaluate(at::stack({x + direction * step, x - direction * step}), {});
    double worst = 0;
    for (std::size_t i = 0; i < nodes.y.size(); ++i) {
        const at::Tensor difference = (ends.y[i][0] - ends.y[i][1]) / (2 * step);
        worst = std::max(worst, relativeDifference(nodes.rates[i][0], difference));
    }
    return worst;
}

PathResult exact(const EncoderNetwork& network, std::int64_t memory, std::int64_t chunk)
{
    const auto function = wordPath(network, inputFor(network), targets(network), {});
    PathProblem problem;
    problem.input = network.words(ids);
    problem.baseline = network.words(baselineIds);
    problem.memoryBytes = memory;
    problem.chunk = chunk;
    return exactConductance(*function, problem, 1e-4, 129, {});
}

double resultDifference(const PathResult& a, const PathResult& b)
{
    double worst = 0;
    for (std::size_t t = 0; t < a.targets.size(); ++t) {
        worst = std::max(worst, relativeDifference(a.targets[t].input, b.targets[t].input));
        for (std::size_t i = 0; i < a.targets[t].conductance.size(); ++i)
            worst = std::max(worst, relativeDifference(a.targets[t].conductance[i], b.targets[t].conductance[i]));
    }
    return worst;
}

/// There are no lanes on one thread, and too few points for lanes of many.
template <typename Work>
PathResult onTwoThreads(const Work& work)
{
    const int threads = at::get_num_threads();
    at::set_num_threads(2);
    PathResult result = work();
    at::set_num_threads(threads);
    return result;
}

/// ‖Σαf(x)‖ by the tensor of S·S·D that the product never builds.
double normsError(const EncoderNetwork& network)
{
    const EncoderPass pass = network.run(embeddedInput(network).unsqueeze(0), judgedBy(network), {});
    const at::Tensor sumAlphaF = engine::toTensor(attentionNorms(network, pass, std::int64_t(1) << 30, {}).sumAlphaF);
    double worst = 0;
    for (std::size_t i = 0; i < pass.attention.size(); ++i) {
        const std::int64_t H = pass.values[i].size(2);
        const std::int64_t d = pass.values[i].size(3);
        const at::Tensor w = network.layers()[i].attentionOutput.weight.view({-1, H, d});
        const at::Tensor f = at::einsum("shd,ohd->hso", {pass.values[i][0], w});
        const at::Tensor sums = at::einsum("hqk,hko->qko", {pass.attention[i][0], f});
        worst = std::max(worst, relativeDifference(sumAlphaF[static_cast<std::int64_t>(i)], sums.norm(2, -1)));
    }
    return worst;
}

double forwardError(const EncoderNetwork& network)
{
    const at::Tensor embedded = embeddedInput(network);
    const at::Tensor both = at::stack({embedded, embedded * 0.5});
    const EncoderPass found = forwardPass(network, both, judgedBy(network), {});
    const EncoderPass wanted = network.run(both, judgedBy(network), {});
    double worst = relativeDifference(found.scores, wanted.scores);
    for (std::size_t i = 0; i < wanted.hidden.size(); ++i)
        for (auto member : {&EncoderPass::inputs, &EncoderPass::attention, &EncoderPass::hidden, &EncoderPass::values})
            worst = std::max(worst, relativeDifference((found.*member)[i], (wanted.*member)[i]));
    return worst;
}

/// Words on a path of their own through the three embedding layers, positions and segments standing still, against
/// words that are the model's input.
double patchedError(const EncoderNetwork& network)
{
    constexpr int nodes = 50;
    const at::Tensor segments = network.segments(segmentIds);
    const at::Tensor positions = network.positions(network.positionIds(ids));
    const auto withPlaces = [&](const at::Tensor& words) {
        return segments.defined() ? at::stack({words, segments, positions}) : at::stack({words, positions});
    };
    PathProblem layer;
    layer.input = withPlaces(network.words(ids));
    layer.baseline = withPlaces(network.words(baselineIds));
    PathProblem patched;
    patched.input = network.words(ids);
    patched.baseline = network.words(baselineIds);
    const auto onLayers = partsPath(network, inputFor(network), targets(network), {});
    const auto onInput = wordPath(network, inputFor(network), targets(network), {});
    const PathResult a = integratedGradients(*onLayers, layer, nodes);
    const PathResult b = integratedGradients(*onInput, patched, nodes);
    double worst = 0;
    for (std::size_t t = 0; t < a.targets.size(); ++t) {
        worst = std::max(worst, relativeDifference(a.targets[t].input[0], b.targets[t].input));
        worst = std::max(worst, a.targets[t].input.narrow(0, 1, layer.input.size(0) - 1).abs().max().item<double>());
    }
    return worst;
}

} // namespace

EncoderChecks encoderChecks(const ModelVariant& model)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model);
    const EncoderNetwork precise = networkOf(model, at::kDouble);
    const auto function = wordPath(precise, inputFor(precise), targets(precise), {});
    const at::Tensor x = precise.words(ids);
    const at::Tensor direction = x - precise.words(baselineIds);

    EncoderChecks checks;
    checks.gradients = gradientError(*function, x - direction * 0.3);
    checks.rates = rateError(*function, x - direction * 0.3, direction);
    constexpr std::int64_t plenty = std::int64_t(1) << 30;
    const PathResult kept = exact(network, plenty, 16);
    checks.streamed = resultDifference(exact(network, 1, 1), kept);
    checks.chunks = resultDifference(exact(network, plenty, 1), kept);
    checks.lanes = resultDifference(onTwoThreads([&] { return exact(network, plenty, 0); }), kept);
    const auto summed = [&] { return exact(network, 8 * function->cost().summingBytes, 0); };
    const PathResult inLanes = onTwoThreads(summed);
    checks.summedInLanes = resultDifference(inLanes, kept);
    checks.lanesRepeat = resultDifference(onTwoThreads(summed), inLanes);
    checks.patched = patchedError(network);
    checks.normsDirect = normsError(network);
    checks.forward = forwardError(network);
    return checks;
}

StopChecks stopChecks(const ModelVariant& model)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model);
    const at::Tensor embedded = embeddedInput(network).unsqueeze(0);
    const EncoderPass pass = network.run(embedded, judgedBy(network), {});
    std::stop_source source;
    const auto function = wordPath(network, inputFor(network), targets(network), source.get_token());
    PathProblem problem;
    problem.input = network.words(ids);
    problem.baseline = network.words(baselineIds);
    problem.job.stop = source.get_token();
    problem.job.report = [&](const Progress& p) {
        if (p.fraction > 0.1)
            source.request_stop();
    };

    const auto ends = [](const auto& work) {
        try {
            work();
        } catch (const Stopped&) {
            return true;
        }
        return false;
    };
    const auto forward = [&] { forwardPass(network, embedded, judgedBy(network), source.get_token()); };
    const auto norms = [&] { attentionNorms(network, pass, std::int64_t(1) << 30, source.get_token()); };
    StopChecks checks{.unasked = ends(forward) || ends(norms)};
    checks.path = ends([&] { captumConductance(*function, problem, 5000); }); // asks
    checks.forward = ends(forward);
    checks.norms = ends(norms);
    return checks;
}

} // namespace headlight::checks
