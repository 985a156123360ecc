// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/answer.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"

namespace headlight {

namespace {

constexpr std::int64_t longestAnswer = 30;

struct Candidate {
    std::int64_t start;
    std::int64_t end;
    double probability;
};

std::vector<Candidate> bestSpans(const Input& input, const std::vector<double>& start,
                                 const std::vector<double>& end, std::size_t count)
{
    std::vector<Candidate> all;
    const Passage& context = input.mainPassage();
    for (std::int64_t s = context.begin; s < context.end; ++s)
        for (std::int64_t e = s; e < std::min(context.end, s + longestAnswer); ++e)
            all.push_back({s, e, start[s] * end[e]});
    const std::size_t kept = std::min(count, all.size());
    // Logits that are NaN or infinite make probabilities that are NaN, and those come last.
    const auto rank = [](const Candidate& c) { return std::isnan(c.probability) ? -1.0 : c.probability; };
    const auto better = [&](const Candidate& a, const Candidate& b) {
        return rank(a) != rank(b) ? rank(a) > rank(b) : std::pair(a.start, a.end) < std::pair(b.start, b.end);
    };
    std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(), better);
    all.resize(kept);
    return all;
}

} // namespace

std::vector<double> tokenProbabilities(const Input& input, const Scores& scores, std::int64_t column)
{
    const Passage& context = input.mainPassage();
    const auto takesPart = [&](std::int64_t token) { return token == 0 || context.holds(token); };
    double largest = scores.at(0, column);
    for (std::int64_t token = context.begin; token < context.end; ++token)
        largest = std::max(largest, static_cast<double>(scores.at(token, column)));
    std::vector<double> result(static_cast<std::size_t>(input.length()), 0.0);
    double sum = 0;
    for (std::int64_t token = 0; token < input.length(); ++token)
        if (takesPart(token))
            sum += result[token] = std::exp(scores.at(token, column) - largest);
    for (double& p : result)
        p /= sum;
    return result;
}

Answer findAnswer(const Input& input, const Scores& scores, std::size_t count)
{
    const std::vector<double> start = tokenProbabilities(input, scores, StartColumn);
    const std::vector<double> end = tokenProbabilities(input, scores, EndColumn);
    Answer answer;
    for (const Candidate& c : bestSpans(input, start, end, count)) {
        const TextRange range{input.offsets[c.start].begin, input.offsets[c.end].end};
        const std::string text(codePointRange(input.mainText(), range.begin, range.end));
        answer.candidates.push_back({text, c.start, c.end, range, c.probability});
    }
    answer.noAnswerProbability = start[0] * end[0];
    return answer;
}

std::optional<double> shownNoAnswerProbability(const AnalysisResult& result)
{
    const auto window = static_cast<std::size_t>(result.window);
    return result.windows.size() > 1 ? result.windows[window].noAnswerProbability : result.noAnswerProbability;
}

bool prefersNoAnswer(const AnalysisResult& result)
{
    const std::optional<double> none = shownNoAnswerProbability(result);
    return none && result.answer && result.answer->probability && *none > *result.answer->probability;
}

} // namespace headlight
