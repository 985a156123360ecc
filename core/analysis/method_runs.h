// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/data/method_table.h"
#include "core/data/options.h"
#include "core/data/target_function.h"
#include "core/engine/engine.h"
#include "core/tasks/task.h"

namespace headlight {

/// Why this model or text cannot have the method, in one sentence with what to do; empty where it can.
std::string whyNot(const MethodKind& kind, const AnalysisResult& result);

/// Whether the method is one of runWhatIf().
bool isWhatIf(Method method);
/// What becomes of the run of `result`, which has its scores, by method `kind`: its part of `result.whatIf`.
Result<void> runWhatIf(const MethodKind& kind, Engine& engine, const Task& task, const Tokenizer& tokenizer,
                       AnalysisResult& result, const Job& job);
/// All arrays of another `kind` for `result`, which has its attention, also those that are made of others: rollouts of
/// maps, heads' importance of AttAttr. `targets` are empty where there are none.
Result<MethodArrays> runMethod(const MethodKind& kind, Engine& engine, const AnalysisResult& result,
                               const std::vector<TargetFunction>& targets, const Options& options, const Job& job);

} // namespace headlight
