// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
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

/// Code points [begin, end) of a text, each standing for itself.
AlignedText aligned(std::u32string_view text, std::int64_t begin, std::int64_t end);
std::u32string charactersOf(std::span<const AlignedCharacter> text);
/// From the first character's source to the last one's; `text` is not empty.
TextRange sourceOf(std::span<const AlignedCharacter> text);

/// A character of an edited text: 0 takes the place of one character, -n that of one and the n after it, 1 is inserted
/// and shares the source of what was taken last.
struct Edit {
    char32_t character = 0;
    std::int64_t change = 0;
};

/// `text` with its characters replaced by `edits`, in order.
AlignedText edited(std::span<const AlignedCharacter> text, std::span<const Edit> edits);

} // namespace headlight
