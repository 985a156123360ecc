// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <cmath>
#include <limits>

#include "core/engine/torch/fast/encoder_path.h"
#include "tests/engine/autograd_path.h"
#include "tests/engine/path_checks.h"
#include "tests/engine/variant_network.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

/// One score; several of some tokens and classes, weighted, one of them twice; the largest of two classes.
std::vector<TargetFunction> targetsOfEveryKind(const EncoderNetwork& network)
{
    const auto row = [&network](std::int64_t token) { return rowOf(network, token); };
    const std::int64_t a = network.head().classes() > 2 ? 2 : 0;
    const std::int64_t b = network.head().classes() - 1;
    return {
        targetOf("start", {{row(7), a, 1}}),
        targetOf("contrast", {{row(9), b, 1}, {row(6), a, -1}, {row(9), a, 0.5}, {row(0), b, -2}, {row(9), b, 0.25}}),
        largestOf("start", a), largestOf("end", b)};
}

/// Such as leave most of the last layer's output unread.
std::vector<TargetFunction> targetsOfFewTokens(const EncoderNetwork& network)
{
    const std::vector<TargetFunction> all = targetsOfEveryKind(network);
    return {all.begin(), all.begin() + 2};
}

/// The tokens that these read.
at::Tensor fewTokens(const EncoderNetwork& network)
{
    const bool one = network.head().judged(inputFor(network)).size() == 1;
    return one ? at::tensor({0}, at::kLong) : at::tensor({0, 6, 7, 9}, at::kLong);
}

/// And those that a maximum reads.
at::Tensor allTokens(const EncoderNetwork& network)
{
    return std::get<0>(at::tensor(network.head().judged(inputFor(network)), at::kLong).sort());
}

/// Three inputs of a path with its direction. Not its beginning: where several tokens are all alike, a maximum may
/// choose any.
struct Path {
    at::Tensor inputs;
    at::Tensor direction;
};

Path pathBetween(const at::Tensor& from, const at::Tensor& to)
{
    const at::Tensor direction = to - from;
    return {at::stack({from + direction * 0.1, from + direction * 0.4, to}), direction};
}

at::Tensor partsOf(const at::Tensor& words, const at::Tensor& segments, const at::Tensor& positions)
{
    return segments.defined() ? at::stack({words, segments, positions}) : at::stack({words, positions});
}

Path pathOf(const EncoderNetwork& network, PathInput kind)
{
    const at::Tensor words = network.words(ids);
    const at::Tensor baseline = network.words(baselineIds);
    const at::Tensor places = network.places(inputFor(network));
    if (kind == PathInput::Words)
        return pathBetween(baseline, words);
    if (kind == PathInput::Embedded)
        return pathBetween(network.embedded(baseline + places), network.embedded(words + places));
    const std::vector<std::int64_t> zeros(ids.size(), 0);
    return pathBetween(partsOf(baseline, network.segments(zeros), network.positions(zeros)),
                       partsOf(words, network.segments(segmentIds), network.positions(network.positionIds(ids))));
}

std::unique_ptr<PathFunction> writtenOut(const EncoderNetwork& network, PathInput kind,
                                         const std::vector<TargetFunction>& targets)
{
    const Input input = inputFor(network);
    if (kind == PathInput::Words)
        return wordPath(network, input, targets, {});
    return kind == PathInput::Embedded ? embeddingPath(network, input, targets, {})
                                       : partsPath(network, input, targets, {});
}

/// Not a number where shapes differ.
double difference(const at::Tensor& found, const at::Tensor& wanted)
{
    if (found.sizes() != wanted.sizes())
        return std::numeric_limits<double>::quiet_NaN();
    return ((found - wanted).abs().max() / wanted.abs().max().clamp_min(1e-30)).item<double>();
}

void raise(double& worst, const std::vector<at::Tensor>& found, const std::vector<at::Tensor>& wanted)
{
    if (found.size() != wanted.size())
        worst = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < std::min(found.size(), wanted.size()); ++i) {
        const double d = difference(found[i], wanted[i]);
        worst = d <= worst ? worst : std::isnan(d) ? std::numeric_limits<double>::infinity() : d;
    }
}

bool sameWinners(const PathNodes& a, const PathNodes& b)
{
    for (std::size_t t = 0; t < a.winners.size(); ++t)
        if (a.winners[t].defined() != b.winners[t].defined()
            || (a.winners[t].defined() && !a.winners[t].equal(b.winners[t])))
            return false;
    return a.winners.size() == b.winners.size();
}

void compare(const PathNodes& found, const PathNodes& wanted, DerivativeChecks& checks)
{
    raise(checks.targets, found.targets, wanted.targets);
    raise(checks.y, found.y, wanted.y);
    raise(checks.rates, found.rates, wanted.rates);
    raise(checks.inputGradients, found.inputGradients, wanted.inputGradients);
    for (std::size_t t = 0; t < wanted.gradients.size(); ++t)
        raise(checks.gradients, found.gradients.at(t), wanted.gradients[t]);
    checks.sameWinners = checks.sameWinners && sameWinners(found, wanted);
}

/// The last layer's output at `read` alone.
PathNodes withoutUnread(PathNodes nodes, const at::Tensor& read)
{
    if (nodes.y.empty())
        return nodes;
    const std::size_t last = nodes.y.size() / 2 - 1;
    nodes.y[last] = nodes.y[last].index_select(1, read);
    nodes.rates[last] = nodes.rates[last].index_select(1, read);
    return nodes;
}

/// Whether the last layer's output and its rates are zero at all tokens but `read`.
bool zeroElsewhere(const PathNodes& nodes, const at::Tensor& read)
{
    for (const std::vector<at::Tensor>* tensors : {&nodes.y, &nodes.rates})
        if (!tensors->empty() && (*tensors)[tensors->size() / 2 - 1].index_fill(1, read, 0).any().item<bool>())
            return false;
    return true;
}

/// Both take the path in two parts.
void compareSums(PathFunction& found, PathFunction& wanted, const Path& path, DerivativeChecks& checks)
{
    std::vector<PathSums> sums;
    std::vector<PathSums> wantedSums;
    for (const auto& [function, into] : {std::pair(&found, &sums), std::pair(&wanted, &wantedSums)}) {
        function->accumulate(path.inputs.narrow(0, 0, 2), path.direction, {{{0.5, -0.25}, into}});
        function->accumulate(path.inputs.narrow(0, 2, 1), path.direction, {{{2}, into}});
    }
    for (std::size_t t = 0; t < wantedSums.size(); ++t) {
        raise(checks.sums, sums.at(t).conductance, wantedSums[t].conductance);
        raise(checks.sums, {sums.at(t).input}, {wantedSums[t].input});
    }
}

/// The largest; 0: all bits are the same.
double difference(const PathNodes& found, const PathNodes& wanted)
{
    double worst = 0;
    raise(worst, found.y, wanted.y);
    raise(worst, found.rates, wanted.rates);
    raise(worst, found.inputGradients, wanted.inputGradients);
    for (std::size_t t = 0; t < wanted.gradients.size(); ++t)
        raise(worst, found.gradients.at(t), wanted.gradients[t]);
    return worst;
}

PathNodes onThreads(int threads, PathFunction& function, const Path& path)
{
    at::set_num_threads(threads);
    return function.evaluate(path.inputs, path.direction);
}

} // namespace

DerivativeChecks derivativeChecks(const ModelVariant& model, bool precise)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf(model, precise ? at::kDouble : at::kFloat);
    DerivativeChecks checks;
    for (const auto& [targets, read] : {std::pair(targetsOfEveryKind(network), allTokens(network)),
                                        {targetsOfFewTokens(network), fewTokens(network)}})
        for (const PathInput input : {PathInput::Words, PathInput::Embedded, PathInput::Parts}) {
            const Path path = pathOf(network, input);
            const at::Tensor direction = input == PathInput::Words ? path.direction : at::Tensor();
            const auto function = writtenOut(network, input, targets);
            const auto reference = autogradPath(network, input, inputFor(network), targets, {});
            const PathNodes found = function->evaluate(path.inputs, direction);
            checks.unreadAreZero = checks.unreadAreZero && zeroElsewhere(found, read);
            compare(withoutUnread(found, read),
                    withoutUnread(reference->evaluate(path.inputs, direction), read), checks);
            raise(checks.targets, function->values(path.inputs), reference->values(path.inputs));
            if (input == PathInput::Words)
                compareSums(*function, *reference, path, checks);
        }
    return checks;
}

RepeatChecks repeatChecks(const std::string& modelFolder)
{
    const at::AutoGradMode off(false);
    const EncoderNetwork network = networkOf({modelFolder});
    const Path path = pathOf(network, PathInput::Words);
    const auto function = writtenOut(network, PathInput::Words, targetsOfEveryKind(network));
    const int threads = at::get_num_threads();
    const PathNodes first = onThreads(2, *function, path);
    RepeatChecks checks;
    checks.repeats = difference(onThreads(2, *function, path), first);
    checks.threads = difference(onThreads(1, *function, path), first);
    at::set_num_threads(threads);

    const PathNodes alone = function->evaluate(path.inputs.narrow(0, 1, 1), path.direction);
    for (std::size_t i = 0; i < alone.y.size(); ++i)
        for (std::size_t t = 0; t < alone.gradients.size(); ++t)
            raise(checks.chunks, {alone.gradients[t][i][0], alone.y[i][0], alone.rates[i][0]},
                  {first.gradients[t][i][1], first.y[i][1], first.rates[i][1]});
    return checks;
}

} // namespace headlight::checks
