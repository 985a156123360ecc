// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/job.h"
#include "core/datasets/listed_questions.h"

namespace headlight {

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

} // namespace headlight
