// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/data/analysis_result.h"
#include "core/datasets/answer_scores.h"

namespace headlight {

/// A text that questions are asked about.
struct Paragraph {
    std::string title; ///< of the article it belongs to; may be empty
    std::string context;
};

/// A question of a list, with what its makers hold to be right.
struct ListedQuestion {
    std::string id; ///< empty where the file gives none
    std::string text;
    std::size_t paragraph = 0;     ///< its index in QuestionList::paragraphs
    ExpectedAnswers expected;      ///< without repetitions, in the file's order
    std::vector<TextRange> places; ///< one an expected answer, in code points of the context; (0,0): not found there

    bool isAnswerable() const { return !expected || !expected->empty(); }
};

/// Something in a file that could not be used as it stands.
struct ListNote {
    enum class Kind {
        Item,      ///< a question, a row, a paragraph or a line was left out
        Answer,    ///< an expected answer was left out: nothing is scored against it
        Place,     ///< an expected answer is not in the context, where the file says it is
        Character, ///< characters were replaced
    };
    Kind kind = Kind::Item;
    std::string place; ///< "row 3", "article 1, paragraph 2, question 5"; empty: the whole file
    std::string what;  ///< "the question is empty"

    std::string text() const { return place.empty() ? what : place + ": " + what; }
};

/// The questions of a file, in its order.
struct QuestionList {
    std::string name; ///< the file's, without folders
    std::vector<Paragraph> paragraphs;
    std::vector<ListedQuestion> questions;
    std::size_t leftOut = 0;        ///< questions, rows, paragraphs and lines
    std::size_t answersLeftOut = 0; ///< of questions that are in the list
    std::vector<ListNote> notes; ///< on all that was left out, and on what is not as it should be; the first mostNotes
};

inline constexpr std::size_t mostQuestions = 1'000'000; ///< of a list; as many paragraphs
inline constexpr std::size_t mostAnswers = 1'000;       ///< of a question
inline constexpr std::size_t mostNotes = 1'000;         ///< that are kept; all are counted

} // namespace headlight
