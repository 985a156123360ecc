// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/task.h"

#include <algorithm>
#include <set>

#include "core/tasks/choices.h"

namespace headlight {

namespace {

constexpr double holds = 0.5; ///< of a label where several may hold

/// The number of the row that judges `token`; 0 where none does.
std::size_t rowOf(const Prediction& prediction, std::int64_t token)
{
    const auto found = std::find_if(prediction.rows.begin(), prediction.rows.end(),
                                    [&](const RowPrediction& row) { return row.token == token; });
    return found == prediction.rows.end() ? 0 : static_cast<std::size_t>(found - prediction.rows.begin());
}

/// What a row says: its best column, or all those that hold.
std::set<std::int64_t> saidBy(const RowPrediction& row, bool severalLabels)
{
    std::set<std::int64_t> columns;
    for (const Choice& choice : row.choices)
        if (severalLabels && choice.probability >= holds)
            columns.insert(choice.column);
    if (!severalLabels && !row.choices.empty())
        columns.insert(row.choices.front().column);
    return columns;
}

} // namespace

int Task::usualWindow(const Tokenizer&, const Input&, const std::vector<ContextWindow>&) const
{
    return 0;
}

Predicted Task::predicted(const AnalysisResult& result, std::optional<std::int64_t> token) const
{
    const std::vector<RowPrediction>& rows = result.prediction->rows;
    const RowPrediction& row = token ? rows[rowOf(*result.prediction, *token)] : rows.front();
    return {row.token, row.choices.front().column};
}

double Task::probabilityOf(const AnalysisResult& result, const Predicted& predicted) const
{
    const auto row = static_cast<std::int64_t>(rowOf(*result.prediction, predicted[0]));
    return columnProbability(result.scores, row, predicted[1], result.prediction->severalLabels);
}

bool Task::agree(const AnalysisResult& a, const AnalysisResult& b) const
{
    const auto same = [&](const RowPrediction& left, const RowPrediction& right) {
        return saidBy(left, a.prediction->severalLabels) == saidBy(right, b.prediction->severalLabels);
    };
    return std::equal(a.prediction->rows.begin(), a.prediction->rows.end(), b.prediction->rows.begin(),
                      b.prediction->rows.end(), same);
}

TargetFunction Task::lead(const AnalysisResult& result, const Predicted& first, const Predicted& second) const
{
    const auto row = static_cast<std::int64_t>(rowOf(*result.prediction, first[0]));
    return leadTarget(row, first[1], second[1], {first[0], first[1], second[1]});
}

std::optional<Predicted> Task::moved(const Predicted& predicted,
                                     const std::function<std::int64_t(std::int64_t)>& tokenOf) const
{
    const std::int64_t token = tokenOf(predicted[0]);
    return token < 0 ? std::nullopt : std::optional(Predicted{token, predicted[1]});
}

std::string Task::textOf(const Tokenizer&, const AnalysisResult& result, const Predicted& predicted) const
{
    return result.model.labelOf(predicted[1]);
}

} // namespace headlight
