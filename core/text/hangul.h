// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

/// Hangul syllables decompose and compose by arithmetic (Unicode Standard, 3.12).
namespace headlight::hangul {

bool isSyllable(char32_t character);
/// Whether a syllable is a leading consonant and a vowel, with nothing trailing.
bool isPair(char32_t syllable);
/// Appends the two or three letters of a syllable.
void appendParts(std::u32string& text, char32_t syllable);
/// Of a leading consonant and a vowel, or of a pair and a trailing consonant; 0 where the two do not compose.
char32_t composed(char32_t first, char32_t second);

} // namespace headlight::hangul
