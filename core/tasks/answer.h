// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight {

/// The answer to a question, with its rivals.
struct Answer {
    std::vector<AnswerSpan> candidates; ///< best first; at least one, as a context has at least one token
    double noAnswerProbability = 0;     ///< of the span [CLS]..[CLS]
};

/// The best `count` spans of the context: start <= end, at most 30 tokens. Probabilities as transformers'
/// question-answering pipeline (4.46.3) gives them: softmax of the start and of the end logits, each over the context's
/// tokens and [CLS], multiplied.
Answer findAnswer(const Input& input, const Scores& scores, std::size_t count);

/// The probability of each token as the answer's start or end: softmax of a column of `scores` over [CLS] and the
/// context's tokens; 0 for the others.
std::vector<double> tokenProbabilities(const Input& input, const Scores& scores, std::int64_t column);

/// The probability that there is no answer, of the window that `result` is of, as the answer's is; nothing where it is
/// not known.
std::optional<double> shownNoAnswerProbability(const AnalysisResult& result);
/// The model holds it for more probable that there is no answer than that the best span is one.
bool prefersNoAnswer(const AnalysisResult& result);

} // namespace headlight
