// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <iterator>

#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/request.h"
#include "core/analysis/analyzer.h"
#include "core/base/in_quotes.h"
#include "core/measures/method_measures.h"
#include "core/session/session.h"
#include "core/tasks/answer.h"
#include "figures/method_exactness.h"

namespace headlight::cli {

namespace {

Result<ResultPtr> compute(const std::filesystem::path& folder, const AnalyzeArguments& arguments,
                          const AnalysisRequest& request, const Interruption& interruption)
{
    ProgressLine line;
    const Job job{interruption.token(), [&](const Progress& progress) { line.show(progress); }};
    const Result<std::unique_ptr<Analyzer>> analyzer = openFor(folder, arguments, job);
    return analyzer ? (*analyzer)->analyze(request, job) : Failure(analyzer.error());
}

void warnOfTolerance(const AnalysisResult& result)
{
    const int points = (result.errorReference ? result.errorReference->points : result.points).value_or(0);
    std::cerr << "Warning: " << (result.errorReference ? "rule exact, the reference, did not meet " : "not within ")
              << "the tolerance of " << percentText(result.options.tolerance.value_or(0)) << " with "
              << counted(points, "point") << ", "
              << (result.smooth.value_or(true) ? "too few for how abruptly the function changes along the path"
                                : "as the function has kinks (a ReLU or a maximum), so that errors fall slowly")
              << "; these are the best values. Raise --max-points or --tolerance.\n";
}

std::string errorOrWhyNot(const AnalysisResult& result)
{
    const double error = result.largestError();
    if (error >= 0 && std::isfinite(error))
        return errorText(result);
    return result.options.rule == Rule::Exact ? ", error not known" : ", error not measured (--measure-error does)";
}

/// Where the target max explains another token than before.
void describeMoves(const AnalysisResult& result)
{
    for (const auto& [target, attribution] : result.attributions)
        if (!attribution.moved.empty())
            std::cerr << "The winning token of target " << target << " changes "
                      << counted(static_cast<std::int64_t>(attribution.moved.size()), "time") << " along the path.\n";
}

std::int64_t notFinite(const Array& values)
{
    const auto all = values.values();
    return std::count_if(all.begin(), all.end(), [](float value) { return !std::isfinite(value); });
}

/// Weights with values that are no numbers give results that are none either.
void warnOfValues(const AnalysisResult& result)
{
    std::int64_t count = notFinite(result.attention) + notFinite(result.norms.alphaF);
    for (const auto& [target, attribution] : result.attributions)
        count += notFinite(attribution.attention) + notFinite(attribution.tokens);
    for (const auto& [name, values] : result.methods)
        count += notFinite(values);
    if (count > 0)
        std::cerr << "Warning: " << counted(count, "value") << (count == 1 ? " is" : " are") << " NaN or infinite.\n";
}

void describeAnswer(const AnalysisResult& result)
{
    const AnswerSpan answer = result.answer.value_or(AnswerSpan());
    std::cerr << std::setprecision(3) << "Answer: " << (answer.text.empty() ? "none" : '"' + answer.text + '"')
              << " (probability " << answer.probability.value_or(0)
              << (prefersNoAnswer(result) ? "; no answer is more probable: " : ", no answer ")
              << shownNoAnswerProbability(result).value_or(0) << ")\n";
}

void describeExactness(const AnalysisResult& result)
{
    if (result.input.equalsBaseline()) {
        std::cerr << noPathText() << '\n';
        return;
    }
    const bool met = result.toleranceMet.value_or(true);
    std::cerr << counted(result.points.value_or(0), "path point") << errorOrWhyNot(result) << '\n';
    if (met && !result.smooth.value_or(true) && result.largestError() >= 0)
        std::cerr << "The function has kinks (a ReLU or a maximum): errors fall slowly with the points.\n";
    if (!met)
        warnOfTolerance(result);
}

/// Of methods that check themselves.
void describeMethods(const AnalysisResult& result)
{
    for (const MeasureKind& kind : methodMeasures(result)) {
        const QString text = ui::methodExactnessText(result, QString::fromStdString(kind.id), -1);
        if (!text.isEmpty())
            std::cerr << kind.id << ": " << text.toStdString() << '\n';
    }
}

void describePrediction(const AnalysisResult& result)
{
    if (result.model.task == TaskKind::QuestionAnswering)
        describeAnswer(result);
    for (const std::string& line : predictionLines(result))
        std::cerr << line << '\n';
}

void describeAblation(const AnalysisResult& result)
{
    if (const Ablation set = result.options.ablation.value_or(Ablation()); !set.empty())
        std::cerr << "Of the run without " << ablationText(set) << ", whose outputs are held along the path too.\n";
}

void describe(const AnalysisResult& result, const std::string& output)
{
    describeAblation(result);
    if (!result.model.hasHead()) {
        std::cerr << withoutHeadText() << '\n'
                  << (result.input.passages.size() == 1 ? "One text, " : "") << counted(result.input.length(), "token")
                  << '\n';
        describeMethods(result);
        std::cerr << "Wrote " << output << '\n';
        return;
    }
    describePrediction(result);
    if (const std::string window = windowText(result); !window.empty())
        std::cerr << window << "; --window N analyses another\n";
    describeExactness(result);
    describeMoves(result);
    describeMethods(result);
    warnOfValues(result);
    std::cerr << "Wrote " << output << '\n';
}

/// Of the methods that were asked for, those that could not be had.
void describeNotes(const AnalysisResult& result)
{
    for (const std::string& note : result.notes)
        std::cerr << "Note: " << inOneLine(note) << '\n';
}

/// Not interrupted once it has begun, so that nothing half-written stays.
Result<void> save(const Session& session, const std::string& output, Interruption& interruption)
{
    const std::unique_lock lock = interruption.whileWriting();
    return interruption.token().stop_requested() ? cancelled() : writeSession(session, output);
}

} // namespace

Result<void> run(const AnalyzeArguments& arguments, Interruption& interruption)
{
    const Result<AnalysisRequest> request = makeRequest(arguments);
    if (!request)
        return Failure(request.error());
    const Result<std::filesystem::path> folder = modelFolder(arguments.model);
    if (!folder)
        return Failure(folder.error());
    if (const Result<void> checked = checkOutput(arguments.output); !checked)
        return checked;
    const Result<ResultPtr> result = compute(*folder, arguments, *request, interruption);
    if (!result)
        return Failure(result.error());
    Session session{*result, {}, nullptr};
    session.half = arguments.half;
    session.rounding = arguments.half ? roundingToHalf(**result) : 0;
    if (const Result<void> saved = save(session, arguments.output, interruption); !saved)
        return saved;
    describeNotes(**result);
    describe(**result, arguments.output);
    if (session.half)
        std::cerr << "float16 changed attention and norms by at most " << percentText(session.rounding)
                  << " of the largest value of a map\n";
    return arguments.json ? printLine(sessionJson(session)) : Result<void>();
}

} // namespace headlight::cli
