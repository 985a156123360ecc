// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/analysis/analysis_result.h"
#include "core/datasets/answer_scores.h"

namespace headlight::ui {

/// The probability that there is no answer, of the window on screen, as the answer's is.
double shownNoAnswerProbability(const AnalysisResult& result);
/// The model holds it for more probable that there is no answer than that the best span is one.
bool prefersNoAnswer(const AnalysisResult& result);

/// How the answer on screen agrees with what is expected, in words. Empty where nothing is expected, or not answered yet.
struct Verdict {
    QString text; ///< "F1 0.67, not exact"
    QString hint; ///< the same, with what it was compared with
};

/// Scores the best span, or "no answer" where the model prefers that.
Verdict verdictOf(const AnalysisResult& result, const ExpectedAnswers& expected);

} // namespace headlight::ui
