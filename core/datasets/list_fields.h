// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace headlight {

/// What a key of an object, or a column of a table, holds about a question. docs/questions.md lists the names.
enum class ListField { None, Title, Context, Question, Id, Answers, AnswerStart, Impossible };

/// By its name in upper or lower case, white space around it left out.
ListField listFieldNamed(std::string_view name);

/// `text` without the white space at its ends, line breaks included.
std::string_view trimmedText(std::string_view text);

/// "true", "yes" or a number other than 0, in upper or lower case.
bool meansYes(std::string_view text);

} // namespace headlight
