// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/text/piece_model.h"
#include "core/text/unigram/piece_trie.h"

namespace headlight {

/// The unigram language model (Kudo 2018): of all ways to cut a word, the one whose pieces have the largest sum of
/// scores. A character of no piece is unknown, 10 below the lowest score; neighbours of that kind are one token.
class Unigram : public PieceModel {
public:
    /// Pieces by id, a score each, log probabilities. An error, with the place `where`, if `unknownId` is none of them.
    static Result<Unigram> make(std::vector<std::string> pieces, std::vector<double> scores, std::int64_t unknownId,
                                const std::string& where);

    void appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const override;

private:
    /// The best way to a place in the word: its last piece, and where that begins.
    struct Step {
        double score = 0.0;
        std::int32_t begin = -1; ///< in characters; -1 where no way is known yet
        std::int32_t id = 0;
    };
    struct Word;

    Unigram(std::vector<std::string> pieces, std::vector<double> scores, std::int64_t unknownId);
    std::vector<Step> bestSteps(const Word& word) const;
    void appendToken(std::vector<Token>& tokens, const Word& word, std::size_t begin, std::size_t end) const;

    std::vector<std::string> m_pieces;
    std::vector<double> m_scores;
    std::int64_t m_unknownId;
    double m_unknownScore = 0.0;
    PieceTrie m_trie;
};

} // namespace headlight
