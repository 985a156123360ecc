// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/added_tokens.h"

#include <algorithm>

#include "core/text/characters.h"

namespace headlight {
namespace {

/// What a regular expression calls \w, as far as it matters between words.
bool isWordCharacter(char32_t character)
{
    return character == U'_' || (!isWhitespace(character) && !isPunctuation(character) && !isRemovedControl(character));
}

bool standsAlone(std::u32string_view text, std::size_t begin, std::size_t end)
{
    const bool wordBefore = begin > 0 && isWordCharacter(text[begin - 1]);
    const bool wordAfter = end < text.size() && isWordCharacter(text[end]);
    return !wordBefore && !wordAfter;
}

} // namespace

void AddedTokenMatcher::add(std::u32string pattern, AddedToken token)
{
    if (pattern.empty())
        return;
    std::vector<Pattern>& patterns = m_patterns[pattern.front()];
    patterns.push_back({std::move(pattern), std::move(token)});
}

void AddedTokenMatcher::sort()
{
    for (auto& [first, patterns] : m_patterns) {
        std::stable_sort(patterns.begin(), patterns.end(),
                         [](const Pattern& a, const Pattern& b) { return a.text.size() > b.text.size(); });
    }
}

const AddedTokenMatcher::Pattern* AddedTokenMatcher::longestAt(std::u32string_view text, std::size_t position) const
{
    const auto candidates = m_patterns.find(text[position]);
    if (candidates == m_patterns.end())
        return nullptr;
    const auto found = std::find_if(candidates->second.begin(), candidates->second.end(), [&](const Pattern& pattern) {
        return text.substr(position).starts_with(pattern.text);
    });
    return found == candidates->second.end() ? nullptr : &*found;
}

std::vector<AddedTokenMatcher::Match> AddedTokenMatcher::split(std::u32string_view text) const
{
    std::vector<Match> pieces;
    std::size_t done = 0;
    for (std::size_t position = 0; position < text.size();) {
        const Pattern* pattern = longestAt(text, position);
        if (pattern == nullptr) {
            ++position;
            continue;
        }
        std::size_t begin = position;
        std::size_t end = position + pattern->text.size();
        position = end;
        if (pattern->token.singleWord && !standsAlone(text, begin, end))
            continue;
        while (pattern->token.stripLeft && begin > done && isWhitespace(text[begin - 1]))
            --begin;
        while (pattern->token.stripRight && end < text.size() && isWhitespace(text[end]))
            ++end;
        if (begin > done)
            pieces.push_back({done, begin, nullptr});
        pieces.push_back({begin, end, &pattern->token});
        position = done = end;
    }
    if (done < text.size())
        pieces.push_back({done, text.size(), nullptr});
    return pieces;
}

} // namespace headlight
