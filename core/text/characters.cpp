// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/characters.h"

#include <algorithm>
#include <span>

#include "core/text/character_tables.h"
#include "core/text/find_range.h"
#include "core/text/hangul.h"

namespace headlight {
namespace {

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
    if (hangul::isSyllable(character))
        hangul::appendParts(text, character);
    else
        appendMapped(text, tables::decompositions(), character);
}

void appendLowerCase(std::u32string& text, char32_t character)
{
    appendMapped(text, tables::lowerCases(), character);
}

} // namespace headlight
