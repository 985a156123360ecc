// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// Text as Python 3 sees it, in which SQuAD's evaluation script is written.
namespace headlight::python {

/// str.lower(), a capital sigma at the end of a word included.
std::u32string lowerCase(std::u32string_view text);
/// One of string.punctuation.
bool isAsciiPunctuation(char32_t character);
/// What \w matches: letters, digits and the underscore, not combining marks.
bool isWordCharacter(char32_t character);
/// str.split(): the parts between white space.
std::vector<std::u32string> split(std::u32string_view text);

} // namespace headlight::python
