// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/answer_targets.h"

#include <limits>
#include <optional>

#include "core/tasks/answer.h"

namespace headlight {

namespace {

using Term = TargetFunction::Term;

std::vector<TargetFunction> startAndEnd(std::int64_t start, std::int64_t end)
{
    return {{"start", {Term{start, StartColumn, 1}}}, {"end", {Term{end, EndColumn, 1}}}};
}

std::vector<TargetFunction> spanMinus(const char* name, const AnswerSpan& span, std::int64_t start, std::int64_t end)
{
    return {{name,
             {Term{*span.start, StartColumn, 1}, Term{*span.end, EndColumn, 1}, Term{start, StartColumn, -1},
              Term{end, EndColumn, -1}}}};
}

bool apart(const AnswerSpan& a, const AnswerSpan& b)
{
    return *a.end < *b.start || *a.start > *b.end;
}

/// The best valid span that does not overlap the answer.
std::optional<AnswerSpan> rivalOf(const AnalysisResult& result)
{
    const Answer all = findAnswer(result.input, result.scores, std::numeric_limits<std::size_t>::max());
    for (const AnswerSpan& span : all.candidates)
        if (apart(span, *result.answer))
            return span;
    return {};
}

Result<std::vector<TargetFunction>> positionTargets(const AnalysisResult& result, const Options& options)
{
    const Target& target = options.target;
    const std::int64_t last = result.input.length() - 1;
    if (result.windows.size() > 1 && options.window < 0)
        return inputError("The target " + targetName(target) +
                              " counts the tokens of one window, and the context makes " +
                              std::to_string(result.windows.size()),
                          "--target", "Say which with --window N, counted from 0.");
    if (target.start > last || target.end > last)
        return inputError(
            "The target " + targetName(target) + " lies outside the input" +
                (result.windows.size() > 1 ? " of window " + std::to_string(result.window) : std::string()) +
                ", whose tokens are numbered 0 to " + std::to_string(last),
            "--target", "Give START,END within it; special tokens count.");
    return startAndEnd(target.start, target.end);
}

Result<std::vector<TargetFunction>> contrastTarget(const AnalysisResult& result)
{
    const std::optional<AnswerSpan> rival = rivalOf(result);
    if (!rival)
        return inputError("The answer \"" + result.answer->text +
                              "\" covers the context, so that no other span stands apart from it",
                          "--target contrast", "Choose the target 'span' or 'no-answer', or give a longer context.");
    return spanMinus("contrast", *result.answer, *rival->start, *rival->end);
}

Result<std::vector<TargetFunction>> functionsOf(const AnalysisResult& result, const Options& options)
{
    const AnswerSpan& answer = *result.answer;
    switch (options.target.kind) {
    case TargetKind::Predicted:
        return startAndEnd(*answer.start, *answer.end);
    case TargetKind::Max:
        return std::vector<TargetFunction>{{"start", {}, StartColumn}, {"end", {}, EndColumn}};
    case TargetKind::Span:
        return std::vector<TargetFunction>{
            {"span", {Term{*answer.start, StartColumn, 1}, Term{*answer.end, EndColumn, 1}}}};
    case TargetKind::Contrast:
        return contrastTarget(result);
    case TargetKind::NoAnswer:
        return spanMinus("no_answer", answer, 0, 0);
    case TargetKind::Positions:
        return positionTargets(result, options);
    case TargetKind::Chosen:
        break;
    }
    return usageError("The target '" + targetName(options.target) + "' is not one of question answering",
                      "Give predicted, max, span, contrast, no-answer, or START,END.");
}

} // namespace

Result<std::vector<TargetFunction>> answerTargets(const AnalysisResult& result, const Options& options)
{
    Result<std::vector<TargetFunction>> functions = functionsOf(result, options);
    for (std::size_t i = 0; functions && i < functions->size(); ++i)
        for (const Term& term : (*functions)[i].terms)
            (*functions)[i].positions.push_back(term.row);
    return functions;
}

} // namespace headlight
