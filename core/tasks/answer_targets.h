// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/data/target_function.h"

namespace headlight {

/// The functions to explain for `options.target`, given the logits and the answer of `result`, as findAnswer() gives
/// it. Refuses positions outside the input, and `contrast` where no valid span stands apart from the answer.
Result<std::vector<TargetFunction>> answerTargets(const AnalysisResult& result, const Options& options);

} // namespace headlight
