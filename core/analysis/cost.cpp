// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/cost.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include "core/engine/quadrature.h"

namespace headlight {

namespace {

constexpr int firstPoints = 9;       // of rule exact
constexpr double shortestRun = 0.05; // seconds; below, what is not the work counts too much

// Weights of what is bound by memory, in floating point operations: rough ones. The rate that is learnt from runs on
// this machine makes up for what they miss; between 26 and 128 tokens that is up to a factor of two.
constexpr double mapWeight = 40;       // an element of an attention map that is evaluated or differentiated
constexpr double combinationWeight = 6; // an element of a kept point that is summed
constexpr double embeddingWork = 60; // points: what the integrals on embeddings, which keep no maps, take

/// The shapes that all counts below are made of.
struct Shapes {
    double layers, heads, hidden, inner, tokens, targets;

    double map() const { return layers * heads * tokens * tokens; }
    double states() const { return layers * tokens * hidden; }
    /// Multiplications and additions of the dense products of a pass.
    double dense() const { return 8 * states() * hidden + 4 * states() * inner; }
    double attention() const { return 4 * states() * tokens; }
};

double targetCount(const Options& options)
{
    const TargetKind kind = options.target.kind;
    return kind == TargetKind::Predicted || kind == TargetKind::Max || kind == TargetKind::Positions ? 2 : 1;
}

Shapes shapesOf(const ModelConfig& c, const Options& options, std::int64_t tokens)
{
    return {double(c.layers), double(c.heads), double(c.hiddenSize), double(c.intermediateSize), double(tokens),
            targetCount(options)};
}

/// Logits, attention and norms: the Gram matrices of all heads' vectors at each token, and their forms for each pair.
double forwardWork(const Shapes& s)
{
    const double norms =
        2 * s.states() * s.hidden + s.heads * s.heads * (2 * s.states() + 2 * s.layers * s.tokens * s.tokens);
    return s.dense() + s.attention() + norms + mapWeight * s.map();
}

/// A point: a pass forwards, and one back for each target, in which attention has twice the products.
double pointWork(const Shapes& s)
{
    return (1 + s.targets) * s.dense() + (1 + 2 * s.targets) * (s.attention() + mapWeight * s.map());
}

/// A level of rule exact differentiates all its points together, twice for the estimate of the error.
double levelWork(const Shapes& s, double points)
{
    const double elements = s.map() + s.states();
    return 4 * points * points * elements + 2 * s.targets * combinationWeight * points * elements;
}

double exactWork(const Shapes& s, int points)
{
    double work = points * pointWork(s);
    for (int level = firstPoints; level <= points; level = 2 * level - 1)
        work += levelWork(s, level);
    return work;
}

int threadsOf(const Options& options)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return options.threads > 0 ? std::min(options.threads, cores) : cores;
}

/// Bytes of float32 values that the engine keeps of points, in at most half of the memory, of its results, and of what
/// each thread works on at once, in at most a third.
std::int64_t engineBytes(const Shapes& s, const Options& options, double points, double memory)
{
    const double result = 4 * (s.map() + s.states());
    const double kept = (1 + s.targets) * result;
    const double point = kept + result + 4 * s.states() * (5 + s.inner / s.hidden);
    const double atOnce = threadsOf(options) * std::max(1.0, 256 / s.tokens);
    const double working = std::max(point, std::min(atOnce * point, memory / 3));
    const bool exact = options.rule == Rule::Exact || options.measureError;
    return static_cast<std::int64_t>((exact ? std::min(points * kept, memory / 2) : 0) + 3 * s.targets * result +
                                     working);
}

/// What the window holds: attention, norms, and the attributions of this level and the one before.
std::int64_t resultBytes(const Shapes& s, const Options& options)
{
    const double attributions = s.targets * (s.map() + (options.hidden ? s.states() : 0));
    return static_cast<std::int64_t>(4 * (2 * s.map() + 3 * s.map() / s.heads + 2 * attributions));
}

} // namespace

int expectedPoints(const Options& options)
{
    return options.rule == Rule::Exact ? usualPoints(options.tolerance, options.maxPoints) : options.steps + 1;
}

double workOf(const ModelConfig& config, const Options& options, const InputSize& size, int points)
{
    const Shapes s = shapesOf(config, options, size.tokens);
    const double reading = size.windows > 1 ? static_cast<double>(size.windows) * (s.dense() + s.attention()) : 0;
    double work = reading + forwardWork(s);
    work += options.rule == Rule::Exact ? exactWork(s, points) : points * pointWork(s);
    if (options.rule == Rule::Captum && options.measureError)
        work += exactWork(s, usualPoints(options.tolerance, options.maxPoints));
    if (options.embeddings)
        work += embeddingWork * pointWork(s);
    return work;
}

Cost estimatedCost(const ModelConfig& config, const Options& options, const InputSize& size, double rate,
                   std::int64_t memory)
{
    const Shapes s = shapesOf(config, options, size.tokens);
    const int points =
        options.rule == Rule::Exact ? expectedPoints(options) : usualPoints(options.tolerance, options.maxPoints);
    const std::int64_t engine = std::min(memory, engineBytes(s, options, points, static_cast<double>(memory)));
    const double work = workOf(config, options, size, expectedPoints(options));
    return {work / (rate * threadsOf(options)), engine + resultBytes(s, options)};
}

std::optional<double> measuredRate(const AnalysisResult& result)
{
    const Result<ModelConfig> config = parseModelConfig(result.model.configJson, {});
    const double seconds = result.seconds();
    if (!config || result.stage != Stage::Complete || !result.points || seconds < shortestRun)
        return {};
    Options options = result.options.completed();
    if (result.errorReference) // what the error was measured against is known by now
        options.maxPoints = result.errorReference->points.value_or(options.maxPoints);
    const InputSize size{result.input.length(), static_cast<std::int64_t>(result.windows.size())};
    return workOf(*config, options, size, *result.points) / (seconds * threadsOf(options));
}

double refinedRate(double known, double measured)
{
    return std::sqrt(known * measured);
}

} // namespace headlight
