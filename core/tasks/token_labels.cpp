// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include "core/base/utf8.h"
#include "core/tasks/choices.h"
#include "core/tasks/tasks.h"

namespace headlight::tasks {

namespace {

constexpr char ownTargets[] = "predicted, contrast, or TOKEN,LABEL with a token's number and a label or its number";
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

/// "PER" of "B-PER" and "I-PER".
std::string kindOf(const std::string& label)
{
    const bool marked = label.size() > 2 && label[1] == '-' && (label[0] == 'B' || label[0] == 'I');
    return marked ? label.substr(2) : label;
}

bool isNamed(const Choice& choice)
{
    return choice.text != "O";
}

/// Makes runs of tokens with one kind of label, token by token.
class SpanBuilder {
public:
    explicit SpanBuilder(const Input& input) : m_input(input) {}

    void add(std::int64_t token, const Choice& best)
    {
        const Passage* passage = m_input.passageOf(token);
        if (!passage || !isNamed(best)) {
            m_open = nullptr;
            return;
        }
        const std::string kind = kindOf(best.text);
        if (m_open != passage || m_spans.back().label != kind || best.text.starts_with("B-"))
            m_spans.push_back({kind, token, token, {}, 0});
        m_open = passage;
        LabelledSpan& span = m_spans.back();
        const auto length = double(token - span.start);
        span.end = token;
        span.probability = (span.probability * length + best.probability) / (length + 1);
        span.text = codePointRange(passage->text, m_input.offsets[static_cast<std::size_t>(span.start)].begin,
                                   m_input.offsets[static_cast<std::size_t>(token)].end);
    }

    std::vector<LabelledSpan> take() { return std::move(m_spans); }

private:
    const Input& m_input;
    const Passage* m_open = nullptr; ///< that the last span is of, while it may go on
    std::vector<LabelledSpan> m_spans;
};

class TokenLabels : public Task {
public:
    TaskKind kind() const override { return TaskKind::TokenLabels; }
    Input frame(const Tokenizer& tokenizer, const Texts& texts) const override { return frameTexts(tokenizer, texts); }
    Result<void> check(const Tokenizer&, const Input& input) const override
    {
        return checkNotEmpty(input.passages.back());
    }

    void read(const Tokenizer&, AnalysisResult& result) const override
    {
        Prediction prediction;
        SpanBuilder spans(result.input);
        for (std::int64_t token = 0; token < result.scores.rows(); ++token) {
            prediction.rows.push_back({token, choicesOf(result.scores, token, false, all)});
            for (Choice& choice : prediction.rows.back().choices)
                choice.text = result.model.labelOf(choice.column);
            spans.add(token, prediction.rows.back().choices.front());
        }
        prediction.spans = spans.take();
        result.prediction = std::move(prediction);
    }

    Result<std::vector<TargetFunction>> targets(const Tokenizer&, const AnalysisResult& result,
                                                const Options& options) const override
    {
        const RowPrediction& row = predictedRow(result);
        if (meansPredicted(options))
            return std::vector<TargetFunction>{labelTarget("label", row.token, row.choices.front().column)};
        if (options.target.kind == TargetKind::Contrast)
            return contrast(row);
        if (options.target.kind != TargetKind::Chosen && options.target.kind != TargetKind::Positions)
            return otherTasksTarget(options.target, ownTargets);
        return chosen(result, options.target);
    }

    Predicted predicted(const AnalysisResult& result, std::optional<std::int64_t> token) const override
    {
        if (token)
            return Task::predicted(result, token);
        const RowPrediction& row = predictedRow(result);
        return {row.token, row.choices.front().column};
    }

private:
    static TargetFunction labelTarget(std::string name, std::int64_t token, std::int64_t column)
    {
        return scoreTarget(std::move(name), token, column, {token, column});
    }

    /// The token of the texts whose label is the most probable one that is not "O"; the first one where there is none.
    static const RowPrediction& predictedRow(const AnalysisResult& result)
    {
        const RowPrediction* best = nullptr;
        const RowPrediction* first = &result.prediction->rows.front();
        for (const RowPrediction& row : result.prediction->rows) {
            if (result.input.isSpecial(row.token))
                continue;
            if (result.input.isSpecial(first->token))
                first = &row;
            const Choice& choice = row.choices.front();
            if (isNamed(choice) && (!best || choice.probability > best->choices.front().probability))
                best = &row;
        }
        return best ? *best : *first;
    }

    static Result<std::vector<TargetFunction>> contrast(const RowPrediction& row)
    {
        if (row.choices.size() < 2)
            return inputError("The model has one label alone, so that there is no runner-up", "--target contrast",
                              "Choose the target 'predicted'.");
        const std::int64_t best = row.choices[0].column;
        const std::int64_t rival = row.choices[1].column;
        return std::vector<TargetFunction>{leadTarget(row.token, best, rival, {row.token, best, rival})};
    }

    static Result<std::vector<TargetFunction>> chosen(const AnalysisResult& result, const Target& target)
    {
        std::vector<TargetFunction> functions;
        for (const ChosenScore& each : chosenScores(target)) {
            if (each.token < 0)
                return otherTasksTarget(target, ownTargets);
            if (Result<void> ok = checkToken(result.input, each.token); !ok)
                return Failure(ok.error());
            const Result<std::int64_t> column = columnNamed(result.model.labels, each.choice);
            if (!column)
                return Failure(column.error());
            functions.push_back(labelTarget(numberedName("label", functions.size()), each.token, *column));
        }
        return functions;
    }
};

} // namespace

const Task& tokenLabels()
{
    static const TokenLabels task;
    return task;
}

} // namespace headlight::tasks
