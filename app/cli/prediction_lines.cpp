// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iomanip>
#include <sstream>

#include "app/cli/commands.h"
#include "core/base/in_quotes.h"

namespace headlight::cli {

namespace {

constexpr std::size_t listedChoices = 5;

std::string probabilityText(double probability)
{
    std::ostringstream out;
    out << std::setprecision(3) << probability;
    return out.str();
}

std::string choicesText(const RowPrediction& row)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(listedChoices, row.choices.size()); ++i)
        text += (i > 0 ? ", " : "") + inQuotes(row.choices[i].text) + " " + probabilityText(row.choices[i].probability);
    return text;
}

std::vector<std::string> spanLines(const Prediction& prediction)
{
    std::vector<std::string> lines;
    for (const LabelledSpan& span : prediction.spans)
        lines.push_back(span.label + ": " + inQuotes(span.text) + " (tokens " + std::to_string(span.start) + " to " +
                        std::to_string(span.end) + ", probability " + probabilityText(span.probability) + ")");
    if (lines.empty())
        lines.emplace_back("Every token is labelled \"O\".");
    return lines;
}

} // namespace

std::vector<std::string> predictionLines(const AnalysisResult& result)
{
    if (!result.prediction || result.prediction->rows.empty())
        return {};
    const Prediction& prediction = *result.prediction;
    if (result.model.task == TaskKind::TokenLabels)
        return spanLines(prediction);
    if (result.model.task == TaskKind::Classification)
        return {std::string(prediction.severalLabels ? "Labels: " : "Label: ") + choicesText(prediction.rows.front())};
    std::vector<std::string> lines;
    for (const RowPrediction& row : prediction.rows)
        lines.push_back("Mask at token " + std::to_string(row.token) + ": " + choicesText(row));
    return lines;
}

} // namespace headlight::cli
