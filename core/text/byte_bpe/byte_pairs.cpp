// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_bpe/byte_pairs.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"

namespace headlight {
namespace {

std::uint64_t keyOf(std::int64_t left, std::int64_t right)
{
    return (static_cast<std::uint64_t>(left) << 32U) | static_cast<std::uint64_t>(right);
}

Failure missing(const std::string& token, const std::string& what, const std::string& where)
{
    return inputError("The vocabulary has no token " + inQuotes(token) + ", " + what, where,
                      "Use the vocabulary and the merges that belong to this model.");
}

/// A merge that may be done: of the lowest rank first, of those the leftmost.
struct Candidate {
    std::uint32_t rank;
    int left;
    std::int64_t id; ///< that it makes: it has expired where another pair stands there
    bool operator>(const Candidate& other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
};

} // namespace

Result<BytePairs> BytePairs::make(Vocabulary vocabulary, const Merges& merges, Options options,
                                  const std::string& where)
{
    BytePairs model;
    model.m_vocabulary = std::move(vocabulary);
    model.m_options = std::move(options);
    const std::string& unknown = model.m_options.unknown;
    if (!unknown.empty() && !model.idOf(unknown))
        return missing(unknown, "which stands for unknown characters", where);
    model.m_unknownId = model.idOf(unknown).value_or(-1);
    model.m_merges.reserve(merges.size());
    const std::size_t prefix = model.m_options.prefix.size();
    for (std::uint32_t rank = 0; rank < merges.size(); ++rank) {
        const auto& [left, right] = merges[rank];
        const std::string made = left + right.substr(std::min(prefix, right.size()));
        for (const std::string& piece : {left, right, made})
            if (!model.idOf(piece))
                return missing(piece, "which merge number " + std::to_string(rank + 1) + " needs", where);
        model.m_merges.insert_or_assign(keyOf(*model.idOf(left), *model.idOf(right)), Merge{rank, *model.idOf(made)});
    }
    model.m_pieces.reserve(model.m_vocabulary.size());
    for (const auto& [piece, id] : model.m_vocabulary)
        model.m_pieces.emplace(id, piece);
    return model;
}

std::optional<std::int64_t> BytePairs::idOf(const std::string& piece) const
{
    const auto found = m_vocabulary.find(piece);
    return found == m_vocabulary.end() ? std::nullopt : std::optional(found->second);
}

std::string BytePairs::pieceOf(std::span<const AlignedCharacter> word, std::size_t index) const
{
    std::string piece = index == 0 ? std::string() : m_options.prefix;
    appendUtf8(piece, word[index].character);
    return index + 1 == word.size() ? piece + m_options.suffix : piece;
}

std::vector<BytePairs::Symbol> BytePairs::symbolsOf(std::span<const AlignedCharacter> word) const
{
    std::vector<Symbol> symbols;
    symbols.reserve(word.size());
    bool fuses = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto id = idOf(pieceOf(word, i));
        if (!id && fuses)
            symbols.back().end = i + 1;
        else if (id || m_unknownId >= 0)
            symbols.push_back({id.value_or(m_unknownId), i, i + 1});
        fuses = !id && m_unknownId >= 0 && m_options.fuseUnknown;
    }
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        symbols[i].before = static_cast<int>(i) - 1;
        symbols[i].after = i + 1 < symbols.size() ? static_cast<int>(i) + 1 : -1;
    }
    return symbols;
}

const BytePairs::Merge* BytePairs::mergeOf(const std::vector<Symbol>& symbols, int left) const
{
    const int right = left < 0 ? -1 : symbols[static_cast<std::size_t>(left)].after;
    if (right < 0)
        return nullptr;
    const auto found =
        m_merges.find(keyOf(symbols[static_cast<std::size_t>(left)].id, symbols[static_cast<std::size_t>(right)].id));
    return found == m_merges.end() ? nullptr : &found->second;
}

/// What is merged away keeps its place with an empty range.
void BytePairs::merge(std::vector<Symbol>& symbols) const
{
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto consider = [&](int left) {
        if (const Merge* merge = mergeOf(symbols, left))
            queue.push({merge->rank, left, merge->id});
    };
    for (int left = 0; left < static_cast<int>(symbols.size()); ++left)
        consider(left);
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        Symbol& left = symbols[static_cast<std::size_t>(best.left)];
        const Merge* merge = left.begin == left.end ? nullptr : mergeOf(symbols, best.left);
        if (merge == nullptr || merge->id != best.id)
            continue;
        Symbol& right = symbols[static_cast<std::size_t>(left.after)];
        left.id = merge->id;
        left.end = right.end;
        left.after = right.after;
        right.end = right.begin;
        if (left.after >= 0)
            symbols[static_cast<std::size_t>(left.after)].before = best.left;
        consider(left.before);
        consider(best.left);
    }
}

void BytePairs::appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const
{
    if (m_options.wholeFirst) {
        const std::string whole = encodeUtf8(charactersOf(word));
        if (const auto id = idOf(whole)) {
            tokens.push_back({*id, whole, sourceOf(word)});
            return;
        }
    }
    std::vector<Symbol> symbols = symbolsOf(word);
    merge(symbols);
    for (const Symbol& symbol : symbols)
        if (symbol.begin < symbol.end)
            tokens.push_back(
                {symbol.id, m_pieces.at(symbol.id), sourceOf(word.subspan(symbol.begin, symbol.end - symbol.begin))});
}

} // namespace headlight
