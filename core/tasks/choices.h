// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/data/target_function.h"

namespace headlight {

/// What a row of `scores` says of its columns: the `count` most probable, best first, equal ones in the order of the
/// columns. `severalLabels`: each holds or does not (sigmoid), else one of them does (softmax over the row).
std::vector<Choice> choicesOf(const Scores& scores, std::int64_t row, bool severalLabels, std::size_t count);

/// The probability of one column of a row, in the same way.
double columnProbability(const Scores& scores, std::int64_t row, std::int64_t column, bool severalLabels);

/// A score, or the lead of one over another, as a target.
TargetFunction scoreTarget(std::string name, std::int64_t row, std::int64_t column,
                           std::vector<std::int64_t> positions);
TargetFunction leadTarget(std::int64_t row, std::int64_t column, std::int64_t rival,
                          std::vector<std::int64_t> positions);
/// "class", "class.2", "class.3" ... for the targets of one kind.
std::string numberedName(const std::string& kind, std::size_t index);

/// The column that `choice` names: a label, or its number. An error that lists the labels where there is none.
Result<std::int64_t> columnNamed(const std::vector<std::string>& labels, const std::string& choice);
/// The token that a target speaks of, within the texts; else an error.
Result<void> checkToken(const Input& input, std::int64_t token);
/// The scores that were chosen, with START,END read as TOKEN,LABEL.
std::vector<ChosenScore> chosenScores(const Target& target);
/// The target is one of another task.
Failure otherTasksTarget(const Target& target, const std::string& ownTargets);
/// Whether a target is to be the predicted one: `max` of preset `tutorial` means that where no question is asked.
bool meansPredicted(const Options& options);

} // namespace headlight
