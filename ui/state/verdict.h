// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"
#include "core/datasets/answer_scores.h"

namespace headlight::ui {

/// How the answer on screen agrees with what is expected, in words. Empty where nothing is expected, or not answered
/// yet.
struct Verdict {
    QString text; ///< "F1 0.67, not exact"
    QString hint; ///< the same, with what it was compared with
};

/// Scores the best span, or "no answer" where the model prefers that.
Verdict verdictOf(const AnalysisResult& result, const ExpectedAnswers& expected);

} // namespace headlight::ui
