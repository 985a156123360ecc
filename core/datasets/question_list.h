// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/analysis_result.h"
#include "core/base/job.h"
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
    std::size_t paragraph = 0;      ///< its index in QuestionList::paragraphs
    ExpectedAnswers expected;       ///< without repetitions, in the file's order
    std::vector<TextRange> places;  ///< one an expected answer, in code points of the context; (0,0): not found there

    bool isAnswerable() const { return !expected || !expected->empty(); }
};

/// The questions of a file, in its order.
struct QuestionList {
    std::string name; ///< the file's, without folders
    std::vector<Paragraph> paragraphs;
    std::vector<ListedQuestion> questions;
};

/// Reads a SQuAD file (JSON, version 1.1 or 2.0) or a plain text: lines of a question, a tab and its context (and, after
/// another tab, answers parted by " | "), or a paragraph, an empty line, and one question a line. docs/questions.md. Looks
/// at `job` between pieces of some milliseconds. An error names the file and the place in it.
Result<QuestionList> readQuestionList(const std::filesystem::path& file, const Job& job);

/// The same of a file's text; `fileName` goes into errors.
Result<QuestionList> parseQuestionList(std::string_view text, const std::filesystem::path& file, const Job& job);
Result<QuestionList> readSquad(std::string_view json, const std::string& fileName, const Job& job);
Result<QuestionList> readPlainQuestions(std::string_view text, const std::string& fileName, const Job& job);

inline constexpr std::size_t mostQuestions = 1'000'000; ///< of a list; as many paragraphs
inline constexpr std::size_t mostAnswers = 1'000;       ///< of a question

} // namespace headlight
