// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/tasks/choices.h"
#include "core/tasks/tasks.h"

namespace headlight::tasks {

namespace {

constexpr char ownTargets[] = "predicted, contrast, or CLASS, a label or its number";
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

class Classification : public Task {
public:
    TaskKind kind() const override { return TaskKind::Classification; }
    Input frame(const Tokenizer& tokenizer, const Texts& texts) const override { return frameTexts(tokenizer, texts); }
    Result<void> check(const Tokenizer&, const Input& input) const override
    {
        return checkNotEmpty(input.passages.back());
    }

    void read(const Tokenizer&, AnalysisResult& result) const override
    {
        Prediction prediction;
        prediction.severalLabels = result.model.severalLabels;
        prediction.rows.push_back({0, choicesOf(result.scores, 0, prediction.severalLabels, all)});
        for (Choice& choice : prediction.rows.front().choices)
            choice.text = result.model.labelOf(choice.column);
        result.prediction = std::move(prediction);
    }

    Result<std::vector<TargetFunction>> targets(const Tokenizer&, const AnalysisResult& result,
                                                const Options& options) const override
    {
        const std::vector<Choice>& ranked = result.prediction->rows.front().choices;
        if (meansPredicted(options))
            return std::vector<TargetFunction>{classTarget("class", ranked.front().column)};
        if (options.target.kind == TargetKind::Contrast)
            return contrast(ranked);
        if (options.target.kind != TargetKind::Chosen)
            return otherTasksTarget(options.target, ownTargets);
        return chosen(result, options.target);
    }

private:
    static TargetFunction classTarget(std::string name, std::int64_t column)
    {
        return scoreTarget(std::move(name), 0, column, {column});
    }

    static Result<std::vector<TargetFunction>> contrast(const std::vector<Choice>& ranked)
    {
        if (ranked.size() < 2)
            return inputError("The model has one class alone, so that there is no runner-up", "--target contrast",
                              "Choose the target 'predicted'.");
        return std::vector<TargetFunction>{
            leadTarget(0, ranked[0].column, ranked[1].column, {ranked[0].column, ranked[1].column})};
    }

    static Result<std::vector<TargetFunction>> chosen(const AnalysisResult& result, const Target& target)
    {
        std::vector<TargetFunction> functions;
        for (const ChosenScore& each : chosenScores(target)) {
            if (each.token >= 0)
                return otherTasksTarget(target, ownTargets);
            const Result<std::int64_t> column = columnNamed(result.model.labels, each.choice);
            if (!column)
                return Failure(column.error());
            functions.push_back(classTarget(numberedName("class", functions.size()), *column));
        }
        return functions;
    }
};

} // namespace

const Task& classification()
{
    static const Classification task;
    return task;
}

} // namespace headlight::tasks
