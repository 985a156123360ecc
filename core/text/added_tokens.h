// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headlight {

/// A token that is found in the text as it stands, before words are split: [MASK], or one that a user added.
struct AddedToken {
    std::string content;
    std::int64_t id = 0;
    bool normalized = false; ///< sought in the normalised text, in its normalised form
    bool singleWord = false; ///< not inside a word
    bool stripLeft = false;  ///< swallows the white space before it
    bool stripRight = false; ///< and after it
    bool special = false;    ///< no word of a text: [CLS], [MASK], ...
};

/// Finds added tokens: the leftmost first, of those the longest.
class AddedTokenMatcher {
public:
    struct Match {
        std::size_t begin;
        std::size_t end;
        const AddedToken* token; ///< null for the text between tokens
    };

    /// `pattern` is what stands in the text for `token`. An empty one is ignored.
    void add(std::u32string pattern, AddedToken token);
    void sort();
    /// Cuts the text into tokens and what is between them; without empty pieces.
    std::vector<Match> split(std::u32string_view text) const;

private:
    struct Pattern {
        std::u32string text;
        AddedToken token;
    };
    const Pattern* longestAt(std::u32string_view text, std::size_t position) const;

    std::unordered_map<char32_t, std::vector<Pattern>> m_patterns; ///< by first character, the longest first
};

} // namespace headlight
