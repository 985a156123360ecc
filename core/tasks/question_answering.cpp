// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/tasks/answer.h"
#include "core/tasks/answer_targets.h"
#include "core/tasks/tasks.h"

namespace headlight::tasks {

namespace {

constexpr std::size_t candidateCount = 10;

/// The best spans of all windows read so far, and the smallest probability of no answer, as transformers' pipeline
/// ranks them.
void collectAnswers(AnalysisResult& result)
{
    std::vector<AnswerSpan> all;
    std::optional<double> noAnswer;
    for (const ContextWindow& window : result.windows) {
        all.insert(all.end(), window.candidates.begin(), window.candidates.end());
        if (window.noAnswerProbability)
            noAnswer = std::min(noAnswer.value_or(1), *window.noAnswerProbability);
    }
    const auto rank = [](const AnswerSpan& span) { return std::isnan(*span.probability) ? -1.0 : *span.probability; };
    std::stable_sort(all.begin(), all.end(),
                     [&](const AnswerSpan& a, const AnswerSpan& b) { return rank(a) > rank(b); });
    all.resize(std::min(all.size(), candidateCount));
    result.candidates = std::move(all);
    result.noAnswerProbability = noAnswer;
}

class QuestionAnswering : public Task {
public:
    TaskKind kind() const override { return TaskKind::QuestionAnswering; }

    Input frame(const Tokenizer& tokenizer, const Texts& texts) const override
    {
        return frameQuestion(tokenizer, texts);
    }

    Result<void> check(const Tokenizer&, const Input& input) const override
    {
        const Result<void> question = checkNotEmpty(input.passages.front());
        return question ? checkNotEmpty(input.passages.back()) : question;
    }

    bool ranksWindows() const override { return true; }

    /// Of the window that the result is of; the others keep what they said.
    void read(const Tokenizer&, AnalysisResult& result) const override
    {
        ContextWindow& window = result.windows[static_cast<std::size_t>(result.window)];
        Answer answer = findAnswer(result.input, result.scores, candidateCount);
        window.candidates = std::move(answer.candidates);
        window.noAnswerProbability = answer.noAnswerProbability;
        for (AnswerSpan& span : window.candidates)
            span.window = result.window;
        collectAnswers(result);
        result.answer = window.candidates.front();
    }

    Result<std::vector<TargetFunction>> targets(const Tokenizer&, const AnalysisResult& result,
                                                const Options& options) const override
    {
        return answerTargets(result, options);
    }

    Predicted predicted(const AnalysisResult& result, std::optional<std::int64_t>) const override
    {
        return {*result.answer->start, *result.answer->end};
    }

    double probabilityOf(const AnalysisResult& result, const Predicted& span) const override
    {
        return tokenProbabilities(result.input, result.scores, StartColumn)[static_cast<std::size_t>(span[0])] *
               tokenProbabilities(result.input, result.scores, EndColumn)[static_cast<std::size_t>(span[1])];
    }

    bool agree(const AnalysisResult& a, const AnalysisResult& b) const override
    {
        return predicted(a, {}) == predicted(b, {});
    }

    TargetFunction lead(const AnalysisResult&, const Predicted& first, const Predicted& second) const override
    {
        return {"contrast",
                {{first[0], StartColumn, 1},
                 {first[1], EndColumn, 1},
                 {second[0], StartColumn, -1},
                 {second[1], EndColumn, -1}},
                0,
                {first[0], first[1], second[0], second[1]}};
    }

    /// Where it is a span of the other context.
    std::optional<Predicted> moved(const Predicted& span,
                                   const std::function<std::int64_t(std::int64_t)>& tokenOf) const override
    {
        const Predicted found{tokenOf(span[0]), tokenOf(span[1])};
        return found[0] >= 0 && found[0] <= found[1] ? std::optional(found) : std::nullopt;
    }

    std::string textOf(const Tokenizer&, const AnalysisResult& result, const Predicted& span) const override
    {
        const std::vector<TextRange>& offsets = result.input.offsets;
        return std::string(codePointRange(result.input.mainText(), offsets[static_cast<std::size_t>(span[0])].begin,
                                          offsets[static_cast<std::size_t>(span[1])].end));
    }
};

} // namespace

const Task& questionAnswering()
{
    static const QuestionAnswering task;
    return task;
}

} // namespace headlight::tasks
