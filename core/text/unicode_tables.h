// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "core/text/character_tables.h"

/// What the regular expressions, the normal forms and the grapheme clusters of Hugging Face's tokenizers take for
/// Unicode: sorted tables, found by probing. Each of them has the data of another version.
namespace headlight::tables {

/// `length` characters of expandedCharacters() from `begin` on.
struct CharacterExpansion {
    char32_t from;
    std::uint16_t begin;
    std::uint16_t length;
};

struct CharacterComposition {
    char32_t first;
    char32_t second;
    char32_t composed;
};

/// Unicode Standard Annex 29, table 2; hangulPair and hangulTriple are its LV and LVT. `consonant` is InCB=Consonant.
enum class ClusterClass : std::uint8_t {
    other,
    carriageReturn,
    lineFeed,
    control,
    extend,
    joiner,
    spacingMark,
    prepend,
    regional,
    pictographic,
    consonant,
    leading,
    vowel,
    trailing,
    hangulPair,
    hangulTriple,
};

struct ClusterRange {
    char32_t first;
    char32_t last;
    ClusterClass value;
};

std::span<const CharacterRange> letters();        ///< \p{L}
std::span<const CharacterRange> numbers();        ///< \p{N}
std::span<const CharacterRange> patternSpaces();  ///< \s
std::span<const CharacterRange> combiningMarks(); ///< spacing and enclosing ones, too
std::span<const char32_t> expandedCharacters();
std::span<const CharacterExpansion> compatibleDecompositions(); ///< where they differ from the canonical ones
std::span<const CharacterComposition> compositions();           ///< by first and second; without Hangul
std::span<const ClusterRange> clusterClasses();                 ///< without line ends, Hangul pairs and triples
std::span<const CharacterRange> conjunctExtenders();            ///< InCB=Extend
std::span<const CharacterRange> conjunctLinkers();              ///< InCB=Linker

} // namespace headlight::tables
