// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.h"
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

/// Reads a list of questions: SQuAD's JSON (version 1.1 or 2.0) and what is like it, rows with question and context
/// (JSON, JSON Lines, CSV or TSV with a header), or a plain text: lines of a question, a tab and its context (and,
/// after another tab, answers parted by " | "), or a paragraph, an empty line, and one question a line.
/// docs/questions.md. A question that cannot be used is left out and noted. Looks at `job` between pieces of some
/// milliseconds. An error names the file and the place in it.
Result<QuestionList> readQuestionList(const std::filesystem::path& file, const Job& job);

/// The same of a file's bytes; `file` goes into errors, and its suffix tells JSON and CSV.
Result<QuestionList> parseQuestionList(std::string bytes, const std::filesystem::path& file, const Job& job);
Result<QuestionList> readJsonQuestions(std::string_view json, const std::string& fileName, const Job& job);
/// One JSON object a line.
Result<QuestionList> readJsonLines(std::string_view lines, const std::string& fileName, const Job& job);
/// A table whose first line names its columns; they are parted by `separator`.
Result<QuestionList> readQuestionTable(std::string_view text, char separator, const std::string& fileName,
                                       const Job& job);
Result<QuestionList> readPlainQuestions(std::string_view text, const std::string& fileName, const Job& job);

/// What parts the columns of a table with questions and contexts, by its first line; 0 where that names no such
/// columns.
char separatorOf(std::string_view text);
/// Whether the text is one JSON object a line, rather than one value.
bool isJsonLines(std::string_view text);

inline constexpr std::size_t mostQuestions = 1'000'000; ///< of a list; as many paragraphs
inline constexpr std::size_t mostAnswers = 1'000;       ///< of a question
inline constexpr std::size_t mostNotes = 1'000;         ///< that are kept; all are counted

} // namespace headlight
