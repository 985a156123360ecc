// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_piece/word_piece.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/characters.h"

namespace headlight {

std::vector<std::span<const AlignedCharacter>> splitWords(std::span<const AlignedCharacter> text)
{
    std::vector<std::span<const AlignedCharacter>> words;
    std::size_t begin = 0; // of the word that is open
    const auto close = [&](std::size_t end) {
        if (end > begin)
            words.push_back(text.subspan(begin, end - begin));
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool punctuation = isPunctuation(text[i].character);
        if (!punctuation && !isWhitespace(text[i].character))
            continue;
        close(i);
        if (punctuation)
            words.push_back(text.subspan(i, 1));
        begin = i + 1;
    }
    close(text.size());
    return words;
}

WordPiece::WordPiece(Vocabulary vocabulary, Options options)
    : m_vocabulary(std::move(vocabulary)),
      m_options(std::move(options)),
      m_unknownId(m_vocabulary.at(m_options.unknown))
{
    for (const auto& [piece, id] : m_vocabulary)
        m_longestPiece = std::max(m_longestPiece, piece.size());
}

void WordPiece::appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const
{
    const std::size_t before = tokens.size();
    auto rest = word;
    while (!rest.empty() && word.size() <= m_options.longestWord) {
        const std::size_t length = appendLongestPiece(tokens, rest, rest.size() != word.size());
        if (length == 0)
            break;
        rest = rest.subspan(length);
    }
    if (rest.empty())
        return;
    tokens.resize(before);
    tokens.push_back({m_unknownId, m_options.unknown, sourceOf(word)});
}

/// Growing the piece finds the same longest match as shrinking it would, and stops where no piece is that long.
std::size_t WordPiece::appendLongestPiece(std::vector<Token>& tokens, std::span<const AlignedCharacter> word,
                                          bool continues) const
{
    std::string piece = continues ? m_options.prefix : std::string();
    std::size_t longest = 0;
    Token token;
    for (std::size_t end = 1; end <= word.size() && piece.size() < m_longestPiece; ++end) {
        appendUtf8(piece, word[end - 1].character);
        const auto found = m_vocabulary.find(piece);
        if (found == m_vocabulary.end())
            continue;
        token = {found->second, piece, sourceOf(word.first(end))};
        longest = end;
    }
    if (longest > 0)
        tokens.push_back(std::move(token));
    return longest;
}

} // namespace headlight
