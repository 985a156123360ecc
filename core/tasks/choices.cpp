// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/choices.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/base/in_quotes.h"

namespace headlight {

namespace {

constexpr std::size_t listedLabels = 12;

std::string listed(const std::vector<std::string>& labels)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(labels.size(), listedLabels); ++i)
        text += (i > 0 ? ", " : "") + inQuotes(labels[i]);
    return labels.size() > listedLabels ? text + " and " + std::to_string(labels.size() - listedLabels) + " more"
                                        : text;
}

std::optional<std::int64_t> wholeNumber(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// What is no number comes last.
double rankOf(float score)
{
    return std::isnan(score) ? -INFINITY : double(score);
}

} // namespace

std::vector<Choice> choicesOf(const Scores& scores, std::int64_t row, bool severalLabels, std::size_t count)
{
    const std::int64_t classes = scores.classes();
    std::vector<std::int64_t> order(static_cast<std::size_t>(classes));
    std::iota(order.begin(), order.end(), 0);
    const std::size_t kept = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](std::int64_t a, std::int64_t b) {
                          const double left = rankOf(scores.at(row, a));
                          const double right = rankOf(scores.at(row, b));
                          return left != right ? left > right : a < b;
                      });
    const double largest = order.empty() ? 0 : double(scores.at(row, order.front()));
    double sum = 0;
    for (std::int64_t column = 0; column < classes; ++column)
        sum += std::exp(double(scores.at(row, column)) - largest);
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < kept; ++i) {
        const double score = scores.at(row, order[i]);
        choices.push_back({order[i], {}, severalLabels ? 1 / (1 + std::exp(-score)) : std::exp(score - largest) / sum});
    }
    return choices;
}

double columnProbability(const Scores& scores, std::int64_t row, std::int64_t column, bool severalLabels)
{
    const double score = scores.at(row, column);
    if (severalLabels)
        return 1 / (1 + std::exp(-score));
    double sum = 0;
    for (std::int64_t other = 0; other < scores.classes(); ++other)
        sum += std::exp(double(scores.at(row, other)) - score);
    return 1 / sum;
}

TargetFunction scoreTarget(std::string name, std::int64_t row, std::int64_t column, std::vector<std::int64_t> positions)
{
    return {std::move(name), {{row, column, 1}}, 0, std::move(positions)};
}

TargetFunction leadTarget(std::int64_t row, std::int64_t column, std::int64_t rival,
                          std::vector<std::int64_t> positions)
{
    return {"contrast", {{row, column, 1}, {row, rival, -1}}, 0, std::move(positions)};
}

std::string numberedName(const std::string& kind, std::size_t index)
{
    return index == 0 ? kind : kind + "." + std::to_string(index + 1);
}

Result<std::int64_t> columnNamed(const std::vector<std::string>& labels, const std::string& choice)
{
    const auto found = std::find(labels.begin(), labels.end(), choice);
    if (found != labels.end())
        return found - labels.begin();
    const std::optional<std::int64_t> number = wholeNumber(choice);
    if (number && *number >= 0 && *number < static_cast<std::int64_t>(labels.size()))
        return *number;
    return inputError("The model has no label " + inQuotes(choice), "--target",
                      "Give one of its labels, or its number from 0: " + listed(labels) + ".");
}

Result<void> checkToken(const Input& input, std::int64_t token)
{
    if (token >= 0 && token < input.length())
        return {};
    return inputError("Token " + std::to_string(token) + " lies outside the input, whose tokens are numbered 0 to " +
                          std::to_string(input.length() - 1),
                      "--target", "Give a token within it; special tokens count.");
}

std::vector<ChosenScore> chosenScores(const Target& target)
{
    if (target.kind == TargetKind::Positions)
        return {{target.start, std::to_string(target.end)}};
    return target.chosen;
}

Failure otherTasksTarget(const Target& target, const std::string& ownTargets)
{
    return usageError("The target '" + targetName(target) + "' is not one of this model's task",
                      "Give " + ownTargets + ".");
}

bool meansPredicted(const Options& options)
{
    return options.target.kind == TargetKind::Predicted ||
           (options.target.kind == TargetKind::Max && options.preset == Preset::Tutorial);
}

} // namespace headlight
