// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/text/aligned_text.h"

namespace headlight {

// Characters as the tokenizers of Hugging Face see them beyond BERT's (core/text/unicode_tables.h).

bool isLetter(char32_t character);        ///< \p{L} of a regular expression
bool isNumber(char32_t character);        ///< \p{N}
bool isPatternSpace(char32_t character);  ///< \s
bool isCombiningMark(char32_t character); ///< of any category of marks

/// The canonical normal form without composition or, with `compatible`, that of compatibility: NFD, NFKD. As in the
/// reference, the sources stay in order where marks change places.
AlignedText decomposed(const AlignedText& text, bool compatible);
/// The same with characters composed again: NFC, NFKC.
AlignedText composed(const AlignedText& text, bool compatible);

/// Each character by itself; what is more than one character shares its source.
AlignedText inLowerCase(const AlignedText& text);

/// The end of the extended grapheme cluster that begins at `begin` (Unicode Standard Annex 29), which must be a
/// boundary.
std::size_t clusterEnd(std::span<const AlignedCharacter> text, std::size_t begin);

} // namespace headlight
