// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/python_text.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text/character_tables.h"
#include "core/text/characters.h"

namespace headlight::python {

namespace {

constexpr char32_t capitalSigma = 0x3A3;
constexpr char32_t smallSigma = 0x3C3;
constexpr char32_t finalSigma = 0x3C2;

/// Symbols beyond ASCII (Unicode's categories Sc, Sk, Sm, So) that may stand beside a word.
constexpr std::array<tables::CharacterRange, 30> symbols{{
    {0xA2, 0xA9},     {0xAC, 0xB1},     {0xB4, 0xB4},     {0xB8, 0xB8},     {0xD7, 0xD7},     {0xF7, 0xF7},
    {0x2C2, 0x2C5},   {0x2D2, 0x2DF},   {0x2E5, 0x2EB},   {0x2EF, 0x2FF},   {0x384, 0x385},   {0x3F6, 0x3F6},
    {0x606, 0x60F},   {0x9F2, 0x9F3},   {0xE3F, 0xE3F},   {0x200B, 0x2052}, {0x207A, 0x207C}, {0x208A, 0x208C},
    {0x20A0, 0x2101}, {0x2103, 0x2106}, {0x2114, 0x2114}, {0x2116, 0x2118}, {0x211E, 0x2123}, {0x218A, 0x244A},
    {0x249C, 0x24E9}, {0x2500, 0x2767}, {0x2794, 0x2BFF}, {0x3012, 0x3020}, {0xFFFC, 0xFFFD}, {0x1F10D, 0x1FBCA},
}};

bool isSymbol(char32_t c)
{
    return std::any_of(symbols.begin(), symbols.end(),
                       [c](const tables::CharacterRange& range) { return c >= range.first && c <= range.last; });
}

bool isSpace(char32_t c)
{
    const bool control = (c >= 0x9 && c <= 0xD) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0;
    return control || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

/// Letters that have a counterpart of the other case.
bool isCased(char32_t c)
{
    static const std::set<char32_t> cased = [] {
        std::set<char32_t> both;
        for (const tables::CharacterMapping& mapping : tables::lowerCases())
            both.insert({mapping.from, mapping.to[0]});
        return both;
    }();
    return cased.contains(c);
}

/// What stands between letters without ending a word.
bool isCaseIgnorable(char32_t c)
{
    return isNonspacingMark(c) || c == U'\'' || c == U'.' || c == U':' || c == 0x2019 || c == 0xB7 || c == 0xAD;
}

/// Unicode Standard, 3.13: a cased letter before it, none after it.
bool isFinal(std::u32string_view text, std::size_t sigma)
{
    std::size_t before = sigma;
    while (before > 0 && isCaseIgnorable(text[before - 1]))
        --before;
    std::size_t after = sigma + 1;
    while (after < text.size() && isCaseIgnorable(text[after]))
        ++after;
    return before > 0 && isCased(text[before - 1]) && (after == text.size() || !isCased(text[after]));
}

} // namespace

std::u32string lowerCase(std::u32string_view text)
{
    std::u32string lower;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == capitalSigma)
            lower += isFinal(text, i) ? finalSigma : smallSigma;
        else
            appendLowerCase(lower, text[i]);
    }
    return lower;
}

bool isAsciiPunctuation(char32_t c)
{
    return (c >= U'!' && c <= U'/') || (c >= U':' && c <= U'@') || (c >= U'[' && c <= U'`') || (c >= U'{' && c <= U'~');
}

bool isWordCharacter(char32_t c)
{
    const bool apart = isSpace(c) || isRemovedControl(c) || isNonspacingMark(c) || isSymbol(c);
    return c == U'_' || (!apart && !isPunctuation(c));
}

std::vector<std::u32string> split(std::u32string_view text)
{
    std::vector<std::u32string> words;
    bool inside = false;
    for (const char32_t c : text) {
        const bool space = isSpace(c);
        if (!space && !inside)
            words.emplace_back();
        if (!space)
            words.back() += c;
        inside = !space;
    }
    return words;
}

} // namespace headlight::python
