// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/piece_model.h"

namespace headlight {

/// Splits at white space, each punctuation mark a word of its own. The words point into `text`.
std::vector<std::span<const AlignedCharacter>> splitWords(std::span<const AlignedCharacter> text);

/// Cuts a word into the longest pieces of a vocabulary, from left to right; a word that cannot be cut is one unknown
/// token.
class WordPiece : public PieceModel {
public:
    struct Options {
        std::string unknown = "[UNK]"; ///< must be in the vocabulary
        std::string prefix = "##";     ///< of pieces that continue a word
        std::size_t longestWord = 100; ///< in code points; longer words are unknown
    };
    using Vocabulary = std::unordered_map<std::string, std::int64_t>;

    WordPiece(Vocabulary vocabulary, Options options);

    void appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const override;
    const Vocabulary& vocabulary() const { return m_vocabulary; }

private:
    /// Returns the length of the piece, 0 where none fits.
    std::size_t appendLongestPiece(std::vector<Token>& tokens, std::span<const AlignedCharacter> word,
                                   bool continues) const;

    Vocabulary m_vocabulary;
    Options m_options;
    std::int64_t m_unknownId;
    std::size_t m_longestPiece = 0; ///< in bytes, prefix included
};

} // namespace headlight
