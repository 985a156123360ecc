// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/text/aligned_text.h"

namespace headlight {

/// A text to seek, or one of the regular expressions that published normalisers have: alternatives, each of characters,
/// classes in brackets and \s, \S, \n, \r, \t; the last of an alternative may be repeated (" {2,}", "\s+|[\n\t]").
class CharacterPattern {
public:
    static CharacterPattern literal(std::u32string_view text);
    /// An error, with the place `where`, for any other expression, and for one that matches nothing at all.
    static Result<CharacterPattern> parse(std::string_view expression, const std::string& where);

    /// The length of the match that begins at `position`: the first alternative's, as long as it goes. 0: there is
    /// none.
    std::size_t matchAt(std::span<const AlignedCharacter> text, std::size_t position) const;

    /// Characters, or all but those.
    struct Set {
        struct Range {
            char32_t first;
            char32_t last;
        };
        std::vector<Range> ranges;
        bool spaces = false;   ///< \s, too
        bool inks = false;     ///< \S, too
        bool inverted = false; ///< [^...]
        bool holds(char32_t character) const;
    };
    struct Item {
        Set set;
        std::size_t least = 1;
        std::size_t most = 1;
    };
    using Alternative = std::vector<Item>;

private:
    std::vector<Alternative> m_alternatives;
};

} // namespace headlight
