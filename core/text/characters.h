// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace headlight {

// Characters as Hugging Face's fast BERT tokenizer sees them (core/text/character_tables.h).

bool isRemovedControl(char32_t character);
bool isWhitespace(char32_t character);
bool isCjk(char32_t character);
bool isPunctuation(char32_t character);
bool isNonspacingMark(char32_t character);
/// 0 for characters that do not combine.
int combiningClass(char32_t character);

/// Appends the canonical decomposition, or the character itself where it has none.
void appendDecomposition(std::u32string& text, char32_t character);
/// Appends the lower case, without regard to the neighbours.
void appendLowerCase(std::u32string& text, char32_t character);

} // namespace headlight
