// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unigram/unigram.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace headlight {
namespace {

constexpr double unknownPenalty = 10.0; // as in SentencePiece

} // namespace

/// A word as UTF-8, with the bytes at which its characters begin, and its end.
struct Unigram::Word {
    explicit Word(std::span<const AlignedCharacter> word) : characters(word)
    {
        for (const AlignedCharacter& item : word) {
            begins.push_back(utf8.size());
            appendUtf8(utf8, item.character);
        }
        begins.push_back(utf8.size());
    }

    std::size_t size() const { return characters.size(); }
    std::string_view bytes(std::size_t begin, std::size_t end) const
    {
        return std::string_view(utf8).substr(begins[begin], begins[end] - begins[begin]);
    }

    std::span<const AlignedCharacter> characters;
    std::string utf8;
    std::vector<std::size_t> begins;
};

Result<Unigram> Unigram::make(std::vector<std::string> pieces, std::vector<double> scores, std::int64_t unknownId,
                              const std::string& where)
{
    if (unknownId < 0 || unknownId >= static_cast<std::int64_t>(pieces.size()))
        return inputError("The unknown token is number " + std::to_string(unknownId) + " of " +
                              std::to_string(pieces.size()) + " pieces",
                          where, "Use the vocabulary that belongs to this model.");
    return Unigram(std::move(pieces), std::move(scores), unknownId);
}

Unigram::Unigram(std::vector<std::string> pieces, std::vector<double> scores, std::int64_t unknownId)
    : m_pieces(std::move(pieces)),
      m_scores(std::move(scores)),
      m_unknownId(unknownId),
      m_unknownScore(*std::min_element(m_scores.begin(), m_scores.end()) - unknownPenalty),
      m_trie(m_pieces)
{
}

/// For each place in the word, the end included, the best way there (Viterbi). Of equal ways the first counts.
std::vector<Unigram::Step> Unigram::bestSteps(const Word& word) const
{
    std::vector<Step> best(word.size() + 1);
    const auto offer = [&best](std::size_t begin, std::size_t end, double score, std::int64_t id) {
        Step& step = best[end];
        if (step.begin < 0 || score > step.score)
            step = {score, static_cast<std::int32_t>(begin), static_cast<std::int32_t>(id)};
    };
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
        const double score = best[begin].score;
        bool single = false; // whether the character is a piece by itself
        std::size_t end = begin;
        m_trie.forEachPrefix(word.bytes(begin, word.size()), [&](std::int32_t id, std::size_t length) {
            while (word.begins[end] < word.begins[begin] + length)
                ++end;
            offer(begin, end, score + m_scores[static_cast<std::size_t>(id)], id);
            single = single || end == begin + 1;
        });
        if (!single)
            offer(begin, begin + 1, score + m_unknownScore, m_unknownId);
    }
    return best;
}

void Unigram::appendToken(std::vector<Token>& tokens, const Word& word, std::size_t begin, std::size_t end) const
{
    const std::int32_t found = m_trie.find(word.bytes(begin, end));
    const std::int64_t id = found < 0 ? m_unknownId : found;
    tokens.push_back(
        {id, m_pieces[static_cast<std::size_t>(id)], sourceOf(word.characters.subspan(begin, end - begin))});
}

void Unigram::appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> characters) const
{
    const Word word(characters);
    const std::vector<Step> best = bestSteps(word);
    std::vector<std::size_t> ends; // of the tokens, the last first
    bool fuses = false;
    for (std::size_t end = word.size(); end > 0; end = static_cast<std::size_t>(best[end].begin)) {
        const bool unknown = best[end].id == m_unknownId;
        if (!unknown || !fuses)
            ends.push_back(end);
        fuses = unknown;
    }
    std::size_t begin = 0;
    for (auto end = ends.rbegin(); end != ends.rend(); begin = *end++)
        appendToken(tokens, word, begin, *end);
}

} // namespace headlight
