// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

/// What Hugging Face's fast BERT tokenizer takes for Unicode: sorted tables, found by probing it over all code points.
/// Its categories are those of Unicode 8, its decompositions of Unicode 9, its lower case newer; no library has this
/// mixture.
namespace headlight::tables {

/// Both ends included.
struct CharacterRange {
    char32_t first;
    char32_t last;
};

struct CharacterMapping {
    char32_t from;
    std::array<char32_t, 4> to; ///< ends at the first 0
};

struct CombiningClassRange {
    char32_t first;
    char32_t last;
    std::uint8_t value;
};

std::span<const CharacterRange> controlRanges();
std::span<const CharacterRange> whitespaceRanges();
std::span<const CharacterRange> cjkRanges();
std::span<const CharacterRange> punctuationRanges();
std::span<const CharacterRange> nonspacingMarkRanges();
std::span<const CharacterMapping> decompositions(); ///< canonical and full; without Hangul, which is computed
std::span<const CharacterMapping> lowerCases();
std::span<const CombiningClassRange> combiningClasses(); ///< those that are not 0

} // namespace headlight::tables
