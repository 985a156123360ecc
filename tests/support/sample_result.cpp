// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sample_result.h"
#include "tests/support/input_parts.h"

#include <cmath>
#include <functional>

namespace headlight::test {
namespace {

constexpr int hiddenSize = 24;
constexpr const char* questionWords[] = {"what", "is", "near", "?"};
constexpr const char* contextWords[] = {"it",      "is",  "important", "to",     "include", ",",   "em",
                                        "##power", "and", "support",   "humans", "of",      "all", "kinds"};

/// An array of `shape` whose element at a row-major index is `value(index)`.
Array filled(const Shape& shape, const std::function<double(std::size_t)>& value)
{
    std::vector<float> values(elementCount(shape));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(value(i));
    return Array(shape, std::move(values));
}

Input sampleInput(int length)
{
    Input input;
    std::string context;
    input.tokens = {"[CLS]", questionWords[0], questionWords[1], questionWords[2], questionWords[3], "[SEP]"};
    for (int i = 6; i < length - 1; ++i) {
        input.tokens.push_back(contextWords[static_cast<std::size_t>(i - 6) % std::size(contextWords)]);
        context += (i == 6 ? "" : " ") + input.tokens.back();
    }
    input.tokens.push_back("[SEP]");
    setPair(input, "What is near?", context, 6, length - 1);
    std::int64_t character = 0;
    for (int i = 0; i < length; ++i) {
        input.inputIds.push_back(100 + i);
        input.baselineIds.push_back(input.isSpecial(i) ? 100 + i : 0);
        input.segmentIds.push_back(i < 6 ? 0 : 1);
        const bool inContext = i >= 6 && i < length - 1;
        const auto width = static_cast<std::int64_t>(input.tokens[static_cast<std::size_t>(i)].size());
        input.offsets.push_back(inContext ? TextRange{character, character + width} : TextRange{});
        character += inContext ? width + 1 : 0;
    }
    return input;
}

/// Rows that sum to 1, each head with a peak at a distance of its own.
Array sampleAttention(int layers, int heads, int tokens)
{
    const auto s = static_cast<std::size_t>(tokens);
    std::vector<float> values(static_cast<std::size_t>(layers * heads) * s * s);
    for (std::size_t row = 0; row * s < values.size(); ++row) {
        const std::size_t from = row % s;
        const std::size_t head = row / s;
        const std::size_t peak = (from + head) % s;
        double sum = 0;
        for (std::size_t to = 0; to < s; ++to)
            sum += values[row * s + to] = static_cast<float>(to == peak ? 4.0 : 1.0 / (1.0 + double((to + head) % 5)));
        for (std::size_t to = 0; to < s; ++to)
            values[row * s + to] /= static_cast<float>(sum);
    }
    return Array({layers, heads, tokens, tokens}, std::move(values));
}

Norms sampleNorms(const Array& attention)
{
    const std::int64_t layers = attention.dimension(0), heads = attention.dimension(1), tokens = attention.dimension(2);
    const auto s = static_cast<std::size_t>(tokens);
    Norms norms;
    norms.f = filled({layers, heads, tokens}, [](std::size_t i) { return 1 + 0.5 * double(i % 7); });
    norms.alphaF = filled(attention.shape(), [&](std::size_t i) {
        return double(attention.values()[i]) * norms.f.values()[i / (s * s) * s + i % s];
    });
    // As if the heads' vectors were orthogonal: squares add up.
    norms.sumAlphaF = filled({layers, tokens, tokens}, [&](std::size_t i) {
        const std::size_t layer = i / (s * s);
        double squares = 0;
        for (std::size_t head = 0; head < static_cast<std::size_t>(heads); ++head) {
            const double value =
                norms.alphaF.values()[(layer * static_cast<std::size_t>(heads) + head) * s * s + i % (s * s)];
            squares += value * value;
        }
        return std::sqrt(squares);
    });
    return norms;
}

Attribution sampleAttribution(const SampleShape& shape, std::int64_t position, double phase)
{
    const auto s = static_cast<std::size_t>(shape.tokens);
    Attribution result;
    result.positions = std::vector<std::int64_t>{position};
    result.difference = 3 + phase;
    result.attention = filled({shape.layers, shape.heads, shape.tokens, shape.tokens}, [&](std::size_t i) {
        const bool targetRow = i / s % s == static_cast<std::size_t>(position);
        return (targetRow ? 0.2 : 0.01) * std::sin(phase + 0.7 * double(i % 101));
    });
    result.tokens = filled({shape.layers, shape.tokens}, [&](std::size_t i) {
        return (i % s == static_cast<std::size_t>(position) ? 2.0 : 0.3) * std::cos(phase + 0.9 * double(i));
    });
    if (shape.hidden)
        result.hidden = filled({shape.layers, shape.tokens, hiddenSize},
                               [&](std::size_t i) { return std::pow(std::sin(phase + 1.3 * double(i)), 5); });
    result.input = filled({shape.tokens}, [&](std::size_t i) { return 0.2 * std::sin(phase + double(i)); });
    const auto layers = static_cast<std::size_t>(shape.layers);
    result.deltas.assign(layers, 0.001);
    const double error = shape.stage == Stage::Complete ? 0.004 : 0.06;
    result.tokensError.assign(layers, error / 2);
    result.attentionError.assign(layers, error);
    return result;
}

void addForward(AnalysisResult& result, const SampleShape& shape)
{
    const Shape length = {shape.tokens};
    result.scores = scoresOf(filled(length, [](std::size_t i) { return i == 7 ? 4.0 : -1.0 + 0.1 * double(i % 5); }),
                             filled(length, [](std::size_t i) { return i == 7 ? 3.0 : -1.0 + 0.1 * double(i % 3); }));
    const TextRange range = result.input.offsets[7];
    const AnswerSpan answer{result.input.tokens[7], 7, 7, range, 0.62};
    result.answer = answer;
    result.noAnswerProbability = 0;
    const TextRange wider{range.begin, result.input.offsets[8].end};
    result.candidates = {answer, {result.input.tokens[7] + " " + result.input.tokens[8], 7, 8, wider, 0.21}};
    const TextRange all{0, result.input.offsets[static_cast<std::size_t>(result.input.mainPassage().end - 1)].end};
    result.windows = {{0, result.input.mainPassage().length(), result.candidates, 0.05, all}};
    result.attention = sampleAttention(shape.layers, shape.heads, shape.tokens);
    result.norms = sampleNorms(result.attention);
}

} // namespace

ResultPtr sampleResult(const SampleShape& shape)
{
    auto result = std::make_shared<AnalysisResult>();
    result->stage = shape.stage;
    result->generation = 1;
    result->model = {"sample",
                     std::string(64, 'a'),
                     "BertForQuestionAnswering",
                     "{}",
                     shape.layers,
                     shape.heads,
                     hiddenSize,
                     512,
                     TaskKind::QuestionAnswering,
                     {}};
    result->options = Options();
    result->options.hidden = shape.hidden;
    result->points = 0;
    result->toleranceMet = result->smooth = result->errorsEstimated = true;
    result->input = sampleInput(shape.tokens);
    if (shape.stage >= Stage::Attention)
        addForward(*result, shape);
    if (shape.stage >= Stage::Refining) {
        result->attributions["start"] = sampleAttribution(shape, 7, 0.4);
        result->attributions["end"] = sampleAttribution(shape, 7, 1.1);
        result->points = shape.stage == Stage::Complete ? 33 : 9;
    }
    return result;
}

ResultPtr sampleWindow(int window, int count, const SampleShape& shape)
{
    AnalysisResult result = *sampleResult(shape);
    result.windows.clear();
    for (int i = 0; i < count; ++i) {
        AnswerSpan far{"far", 90, 91, {0, 2}, 0.1 + (i == 1 ? 0.7 : 0), i};
        result.windows.push_back({5L * i, 5, {far}, 0.1 * i, {3L * i, 3L * i + 9}});
    }
    result.window = window;
    result.candidates = {{"far", 90, 91, {0, 2}, 0.8, 1}};
    if (result.answer) {
        result.answer->window = window;
        result.windows[static_cast<std::size_t>(window)].candidates = {*result.answer};
        result.candidates.push_back(*result.answer);
    }
    return std::make_shared<const AnalysisResult>(std::move(result));
}

} // namespace headlight::test
