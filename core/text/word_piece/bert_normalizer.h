// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/data/input.h"

namespace headlight {

/// A character of normalised text, and the code points of the original text that it stands for.
struct AlignedCharacter {
    char32_t character = 0;
    TextRange source;
};

using AlignedText = std::vector<AlignedCharacter>;

/// How text is normalised before it is split into words; the defaults are those of uncased BERT.
struct NormalizerOptions {
    bool cleanText = true;    ///< drop control characters, turn white space into spaces
    bool spaceChinese = true; ///< make each CJK ideograph a word
    bool lowerCase = true;
    std::optional<bool> stripAccents; ///< unset: where lowerCase is set
};

/// Code points [begin, end) of a text, each standing for itself.
AlignedText aligned(std::u32string_view text, std::int64_t begin, std::int64_t end);
AlignedText normalized(AlignedText text, const NormalizerOptions& options);

} // namespace headlight
