// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include "core/base/in_quotes.h"
#include "core/tasks/choices.h"
#include "core/tasks/tasks.h"
#include "core/tasks/windows.h"

namespace headlight::tasks {

namespace {

constexpr char ownTargets[] =
    "predicted, contrast, or POSITION,WORD with a mask's token number and a word's piece or id";
constexpr std::size_t bestWords = 10;

class MaskedWords : public Task {
public:
    TaskKind kind() const override { return TaskKind::MaskedWords; }
    Input frame(const Tokenizer& tokenizer, const Texts& texts) const override { return frameTexts(tokenizer, texts); }

    Result<void> check(const Tokenizer& tokenizer, const Input& input) const override
    {
        if (Result<void> ok = checkNotEmpty(input.passages.back()); !ok)
            return ok;
        if (!judged(tokenizer, input).empty())
            return {};
        const std::string mask = tokenizer.maskText();
        if (mask.empty())
            return inputError("The model's vocabulary has no mask token, so that there is no word to fill in", {},
                              "Use the tokenizer files that the model was saved with.");
        return inputError("The text has no " + mask + ", where the model would fill in a word",
                          std::string(name(input.passages.back().role)), "Write " + mask + " in place of a word.");
    }

    std::vector<std::int64_t> judged(const Tokenizer& tokenizer, const Input& input) const override
    {
        std::vector<std::int64_t> masks;
        for (std::int64_t token = 0; token < input.length(); ++token)
            if (tokenizer.maskId() >= 0 && input.inputIds[static_cast<std::size_t>(token)] == tokenizer.maskId())
                masks.push_back(token);
        return masks;
    }

    /// The first that has a mask.
    int usualWindow(const Tokenizer& tokenizer, const Input& whole,
                    const std::vector<ContextWindow>& windows) const override
    {
        for (std::size_t i = 0; i < windows.size(); ++i)
            if (!judged(tokenizer, windowInput(whole, windows[i])).empty())
                return static_cast<int>(i);
        return 0;
    }

    void read(const Tokenizer& tokenizer, AnalysisResult& result) const override
    {
        Prediction prediction;
        for (std::size_t row = 0; row < result.input.judged.size(); ++row) {
            prediction.rows.push_back(
                {result.input.judged[row], choicesOf(result.scores, static_cast<std::int64_t>(row), false, bestWords)});
            for (Choice& choice : prediction.rows.back().choices)
                choice.text = tokenizer.tokenOf(choice.column);
        }
        result.prediction = std::move(prediction);
    }

    Result<std::vector<TargetFunction>> targets(const Tokenizer& tokenizer, const AnalysisResult& result,
                                                const Options& options) const override
    {
        const RowPrediction& first = result.prediction->rows.front();
        if (meansPredicted(options))
            return std::vector<TargetFunction>{
                scoreTarget("mask", 0, first.choices.front().column, {first.token, first.choices.front().column})};
        if (options.target.kind == TargetKind::Contrast)
            return std::vector<TargetFunction>{
                leadTarget(0, first.choices[0].column, first.choices[1].column,
                           {first.token, first.choices[0].column, first.choices[1].column})};
        if (options.target.kind != TargetKind::Chosen && options.target.kind != TargetKind::Positions)
            return otherTasksTarget(options.target, ownTargets);
        return chosen(tokenizer, result, options.target);
    }

    std::string textOf(const Tokenizer& tokenizer, const AnalysisResult&, const Predicted& word) const override
    {
        return tokenizer.tokenOf(word[1]);
    }

private:
    /// A piece as the vocabulary has it, a word that begins one, or an id.
    static std::optional<std::int64_t> idOf(const Tokenizer& tokenizer, const std::string& word)
    {
        for (const std::string& piece : {word, "\u0120" + word, "\u2581" + word})
            if (const std::optional<std::int64_t> id = tokenizer.idOf(piece))
                return id;
        std::int64_t id = -1;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
        const bool isNumber = error == std::errc() && end == word.data() + word.size();
        return isNumber && id >= 0 ? std::optional(id) : std::nullopt;
    }

    static Result<TargetFunction> wordTarget(const Tokenizer& tokenizer, const AnalysisResult& result,
                                             const ChosenScore& chosen, std::size_t index)
    {
        const std::vector<std::int64_t>& masks = result.input.judged;
        const auto mask = std::find(masks.begin(), masks.end(), chosen.token);
        if (mask == masks.end())
            return inputError("Token " + std::to_string(chosen.token) + " is no mask", "--target",
                              "Give the number of a mask's token: the first is " + std::to_string(masks.front()) + ".");
        const std::optional<std::int64_t> id = idOf(tokenizer, chosen.choice);
        if (!id || *id >= result.scores.classes())
            return inputError("The vocabulary has no word " + inQuotes(chosen.choice), "--target",
                              "Give a piece as the vocabulary has it, or its id.");
        return scoreTarget(numberedName("mask", index), mask - masks.begin(), *id, {chosen.token, *id});
    }

    static Result<std::vector<TargetFunction>> chosen(const Tokenizer& tokenizer, const AnalysisResult& result,
                                                      const Target& target)
    {
        std::vector<TargetFunction> functions;
        for (const ChosenScore& each : chosenScores(target)) {
            if (each.token < 0)
                return otherTasksTarget(target, ownTargets);
            Result<TargetFunction> function = wordTarget(tokenizer, result, each, functions.size());
            if (!function)
                return Failure(function.error());
            functions.push_back(std::move(*function));
        }
        return functions;
    }
};

} // namespace

const Task& maskedWords()
{
    static const MaskedWords task;
    return task;
}

} // namespace headlight::tasks
