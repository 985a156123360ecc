// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/text/piece_model.h"

namespace headlight {

/// Byte pair encoding (Sennrich et al. 2016): the characters of a word, neighbours merged in the order of the merges.
class BytePairs : public PieceModel {
public:
    using Vocabulary = std::unordered_map<std::string, std::int64_t>;
    using Merges = std::vector<std::pair<std::string, std::string>>; ///< in order

    struct Options {
        std::string unknown;      ///< for characters that the vocabulary lacks; empty: they are left out
        std::string prefix;       ///< of pieces that continue a word
        std::string suffix;       ///< of pieces that end one
        bool fuseUnknown = false; ///< neighbours are one token
        bool wholeFirst = false;  ///< a word of the vocabulary is not merged anew (ignore_merges)
    };

    /// An error, with the place `where`, if a part of a merge or what it makes is not in the vocabulary, or the unknown
    /// token is not.
    static Result<BytePairs> make(Vocabulary vocabulary, const Merges& merges, Options options,
                                  const std::string& where);

    void appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const override;

private:
    /// A piece of a word, in a list that merging shortens.
    struct Symbol {
        std::int64_t id = 0;
        std::size_t begin = 0; ///< in the word
        std::size_t end = 0;
        int before = -1;
        int after = -1;
    };
    struct Merge {
        std::uint32_t rank = 0;
        std::int64_t id = 0;
    };

    std::optional<std::int64_t> idOf(const std::string& piece) const;
    std::vector<Symbol> symbolsOf(std::span<const AlignedCharacter> word) const;
    std::string pieceOf(std::span<const AlignedCharacter> word, std::size_t index) const;
    void merge(std::vector<Symbol>& symbols) const;
    const Merge* mergeOf(const std::vector<Symbol>& symbols, int left) const;

    Vocabulary m_vocabulary;
    Options m_options;
    std::int64_t m_unknownId = -1;
    std::unordered_map<std::uint64_t, Merge> m_merges; ///< by both ids
    std::unordered_map<std::int64_t, std::string> m_pieces;
};

} // namespace headlight
