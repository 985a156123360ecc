// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/data/expected_answers.h"

namespace headlight {

/// How well a prediction agrees with the expected answers, as SQuAD's evaluation script (version 2.0) has it.
struct AnswerScores {
    double f1 = 0;           ///< of the words, 0 to 1
    bool exactMatch = false; ///< after normalizedAnswer()
};

/// The best agreement with any of `expected`. An empty prediction says that there is no answer. References of which
/// nothing is left are ignored, unless they are all.
AnswerScores answerScores(std::string_view prediction, const std::vector<std::string>& expected);

/// In lower case, without ASCII punctuation, without the words a, an and the, one space between words.
std::string normalizedAnswer(std::string_view answer);

} // namespace headlight
