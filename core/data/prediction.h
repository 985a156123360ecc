// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/input.h"

namespace headlight {

/// A span of the context: an answer or a candidate.
struct AnswerSpan {
    std::string text;                  ///< the exact substring of the context
    std::optional<std::int64_t> start; ///< token index, special tokens counted
    std::optional<std::int64_t> end;   ///< token index, inclusive
    TextRange characters;              ///< in code points of the context; (0,0) where it is not known
    std::optional<double> probability; ///< softmax(start) * softmax(end), each over the context's tokens and [CLS]
    int window = 0;                    ///< the window that `start` and `end` count in

    bool holds(std::int64_t token) const { return start && end && token >= *start && token <= *end; }
};

/// A stretch of the context that the model reads at once; the whole of it where it fits.
struct ContextWindow {
    std::int64_t offset = 0; ///< of its first token, in tokens of the context
    std::int64_t tokens = 0; ///< of the context; 0 where it is not known
    std::vector<AnswerSpan> candidates;        ///< best first
    std::optional<double> noAnswerProbability; ///< of the span [CLS]..[CLS]
    TextRange characters;               ///< in code points of the context; (0,0) where it is not known
};

/// One of the classes, labels or words that a row of the scores ranks.
struct Choice {
    std::int64_t column = 0; ///< of the scores
    std::string text;        ///< the label's name, or the vocabulary's entry
    double probability = 0;  ///< softmax over the row; sigmoid where several labels may hold
    bool operator==(const Choice&) const = default;
};

/// What a row of the scores says.
struct RowPrediction {
    std::int64_t token = 0;      ///< the row's token; 0 for the class of the whole text
    std::vector<Choice> choices; ///< best first: every class or label, the ten best words
};

/// A run of tokens with one label that is not "O": B- and I- of the same kind go together.
struct LabelledSpan {
    std::string label;      ///< without B- and I-
    std::int64_t start = 0; ///< token index
    std::int64_t end = 0;   ///< token index, inclusive
    std::string text;       ///< the exact substring of its text
    double probability = 0; ///< the mean over its tokens
};

/// What a head other than that of question answering says of an input.
struct Prediction {
    bool severalLabels = false;      ///< each label holds or does not (sigmoid), else one of them does (softmax)
    std::vector<RowPrediction> rows; ///< in the order of the scores' rows
    std::vector<LabelledSpan> spans; ///< of token labels, in the order of the text
};

} // namespace headlight
