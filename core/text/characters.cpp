// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <algorithm>
#include <span>

#include "core/text/character_tables.h"

namespace headlight {
namespace {

// Hangul syllables decompose by arithmetic (Unicode Standard, 3.12).
constexpr char32_t firstSyllable = 0xAC00;
constexpr char32_t lastSyllable = 0xD7A3;
constexpr char32_t firstLeading = 0x1100;
constexpr char32_t firstVowel = 0x1161;
constexpr char32_t beforeFirstTrailing = 0x11A7;
constexpr char32_t vowels = 21;
constexpr char32_t trailings = 28; // "none" counted

template <typename Range>
const Range* findRange(std::span<const Range> ranges, char32_t character)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), character,
                                        [](char32_t c, const Range& range) { return c < range.first; });
    if (after == ranges.begin())
        return nullptr;
    const Range& range = *std::prev(after);
    return character <= range.last ? &range : nullptr;
}

void appendMapped(std::u32string& text, std::span<const tables::CharacterMapping> mappings, char32_t character)
{
    const auto found = std::lower_bound(mappings.begin(), mappings.end(), character,
                                        [](const tables::CharacterMapping& m, char32_t c) { return m.from < c; });
    if (found == mappings.end() || found->from != character) {
        text += character;
        return;
    }
    text.append(found->to.begin(), std::find(found->to.begin(), found->to.end(), U'\0'));
}

void appendSyllableParts(std::u32string& text, char32_t syllable)
{
    const char32_t index = syllable - firstSyllable;
    text += firstLeading + index / (vowels * trailings);
    text += firstVowel + index % (vowels * trailings) / trailings;
    if (index % trailings != 0)
        text += beforeFirstTrailing + index % trailings;
}

} // namespace

bool isRemovedControl(char32_t character)
{
    return findRange(tables::controlRanges(), character) != nullptr;
}

bool isWhitespace(char32_t character)
{
    return findRange(tables::whitespaceRanges(), character) != nullptr;
}

bool isCjk(char32_t character)
{
    return findRange(tables::cjkRanges(), character) != nullptr;
}

bool isPunctuation(char32_t character)
{
    return findRange(tables::punctuationRanges(), character) != nullptr;
}

bool isNonspacingMark(char32_t character)
{
    return findRange(tables::nonspacingMarkRanges(), character) != nullptr;
}

int combiningClass(char32_t character)
{
    const auto* range = findRange(tables::combiningClasses(), character);
    return range == nullptr ? 0 : range->value;
}

void appendDecomposition(std::u32string& text, char32_t character)
{
    if (character >= firstSyllable && character <= lastSyllable)
        appendSyllableParts(text, character);
    else
        appendMapped(text, tables::decompositions(), character);
}

void appendLowerCase(std::u32string& text, char32_t character)
{
    appendMapped(text, tables::lowerCases(), character);
}

} // namespace headlight
