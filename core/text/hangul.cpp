// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/hangul.h"

namespace headlight::hangul {
namespace {

constexpr char32_t firstSyllable = 0xAC00;
constexpr char32_t lastSyllable = 0xD7A3;
constexpr char32_t firstLeading = 0x1100;
constexpr char32_t firstVowel = 0x1161;
constexpr char32_t beforeFirstTrailing = 0x11A7;
constexpr char32_t leadings = 19;
constexpr char32_t vowels = 21;
constexpr char32_t trailings = 28; // "none" counted

} // namespace

bool isSyllable(char32_t character)
{
    return character >= firstSyllable && character <= lastSyllable;
}

bool isPair(char32_t syllable)
{
    return (syllable - firstSyllable) % trailings == 0;
}

void appendParts(std::u32string& text, char32_t syllable)
{
    const char32_t index = syllable - firstSyllable;
    text += firstLeading + index / (vowels * trailings);
    text += firstVowel + index % (vowels * trailings) / trailings;
    if (index % trailings != 0)
        text += beforeFirstTrailing + index % trailings;
}

char32_t composed(char32_t first, char32_t second)
{
    const bool leads = first >= firstLeading && first < firstLeading + leadings;
    if (leads && second >= firstVowel && second < firstVowel + vowels)
        return firstSyllable + ((first - firstLeading) * vowels + (second - firstVowel)) * trailings;
    const bool trails = second > beforeFirstTrailing && second < beforeFirstTrailing + trailings;
    return trails && isSyllable(first) && isPair(first) ? first + (second - beforeFirstTrailing) : 0;
}

} // namespace headlight::hangul
