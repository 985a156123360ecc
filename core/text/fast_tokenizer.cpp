// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/fast_tokenizer.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/text/byte_bpe/byte_characters.h"
#include "core/text/characters.h"

namespace headlight {
namespace {

using Entry = TokenizerParts::Entry;

/// Where a token stands, as a message names it.
std::string placeOf(const Input& input, std::size_t token)
{
    const TextRange range = input.offsets[token];
    const Passage* passage = input.passageOf(static_cast<std::int64_t>(token));
    return (passage ? std::string(name(passage->role)) : "special token") + ", characters " +
           std::to_string(range.begin) + " to " + std::to_string(range.end);
}

Failure withoutEmbedding(const Input& input, std::size_t token, std::int64_t id, std::int64_t embeddings)
{
    return inputError("The model has no embedding for the token " + inQuotes(input.tokens[token]) + ": it is number " +
                          std::to_string(id) + ", and there are " + std::to_string(embeddings) + " from 0",
                      placeOf(input, token),
                      "Write the text without it, or use the tokenizer files that the model was saved with.");
}

/// By id, an added token before the vocabulary's entry of the same.
std::vector<Entry> allEntries(TokenizerParts& parts)
{
    std::vector<Entry> entries;
    entries.reserve(parts.entries.size() + parts.added.size());
    for (const AddedToken& token : parts.added)
        entries.emplace_back(token.id, token.content);
    std::move(parts.entries.begin(), parts.entries.end(), std::back_inserter(entries));
    parts.entries.clear();
    const auto byId = [](const Entry& a, const Entry& b) { return a.first < b.first; };
    if (!std::is_sorted(entries.begin(), entries.end(), byId))
        std::stable_sort(entries.begin(), entries.end(), byId);
    const auto sameId = [](const Entry& a, const Entry& b) { return a.first == b.first; };
    entries.erase(std::unique(entries.begin(), entries.end(), sameId), entries.end());
    return entries;
}

/// Offsets without the spaces that the token, as it stood in the text, begins and ends with.
void trimOffsets(Token& token, std::u32string_view written, bool keepsPrefix)
{
    const auto isInk = [](char32_t c) { return c != characterOfByte(' ') && !isWhitespace(c); };
    auto leading = std::find_if(written.begin(), written.end(), isInk) - written.begin();
    const auto trailing = std::find_if(written.rbegin(), written.rend(), isInk) - written.rbegin();
    if (leading == 1 && keepsPrefix)
        leading = 0;
    TextRange& range = token.source;
    if (leading > 0)
        range.begin = std::min(range.begin + leading, range.end);
    if (trailing > 0 && range.end >= trailing)
        range.end = std::max(range.end - trailing, range.begin);
}

} // namespace

struct FastTokenizer::Data {
    explicit Data(TokenizerParts whole);

    void addPatterns();
    void collectSpecial();
    std::int64_t idOf(std::string_view token) const;
    std::vector<Token> tokens(std::u32string_view text) const;
    void append(std::vector<Token>& tokens, const AddedToken& added, std::span<const AlignedCharacter> text) const;
    void appendNormalized(std::vector<Token>& tokens, AlignedText text) const;
    void finish(std::vector<Token>& tokens, std::size_t from, std::u32string_view written) const;

    TokenizerParts parts;
    AddedTokenMatcher rawTokens;        ///< sought in the text as it is
    AddedTokenMatcher normalizedTokens; ///< sought in what is left, normalised
    std::vector<Entry> entries;         ///< of the vocabulary and the added tokens, by id
    std::vector<std::uint32_t> byToken; ///< indices of entries, by token
    std::unordered_set<std::int64_t> special;
    std::int64_t cls, sep, pad, mask, unknown;
};

FastTokenizer::Data::Data(TokenizerParts whole) : parts(std::move(whole)), entries(allEntries(parts))
{
    byToken.resize(entries.size());
    for (std::uint32_t i = 0; i < byToken.size(); ++i)
        byToken[i] = i;
    std::sort(byToken.begin(), byToken.end(), [this](auto a, auto b) { return entries[a].second < entries[b].second; });
    cls = idOf(parts.names.cls);
    sep = idOf(parts.names.sep);
    pad = idOf(parts.names.pad);
    mask = idOf(parts.names.mask);
    unknown = idOf(parts.names.unknown);
    addPatterns();
    collectSpecial();
}

void FastTokenizer::Data::addPatterns()
{
    for (const AddedToken& token : parts.added) {
        const std::u32string content = decodeUtf8(token.content);
        if (token.normalized) {
            const auto size = static_cast<std::int64_t>(content.size());
            normalizedTokens.add(charactersOf(parts.normalizer(aligned(content, 0, size))), token);
        } else {
            rawTokens.add(content, token);
        }
    }
    rawTokens.sort();
    normalizedTokens.sort();
}

void FastTokenizer::Data::collectSpecial()
{
    special = {cls, sep, pad, mask, unknown};
    for (const std::string& token : parts.names.more)
        special.insert(idOf(token));
    for (const AddedToken& token : parts.added)
        if (token.special)
            special.insert(token.id);
    for (const auto* frame : {&parts.frame.single, &parts.frame.pair})
        for (const FramePart& part : *frame)
            special.insert(part.id);
    special.erase(-1);
}

/// -1 where there is none.
std::int64_t FastTokenizer::Data::idOf(std::string_view token) const
{
    const auto found = std::lower_bound(byToken.begin(), byToken.end(), token,
                                        [this](auto index, auto t) { return entries[index].second < t; });
    return found == byToken.end() || entries[*found].second != token || token.empty() ? -1 : entries[*found].first;
}

std::vector<Token> FastTokenizer::Data::tokens(std::u32string_view text) const
{
    std::vector<Token> tokens;
    for (const auto& piece : rawTokens.split(text)) {
        AlignedText part = aligned(text, static_cast<std::int64_t>(piece.begin), static_cast<std::int64_t>(piece.end));
        if (piece.token != nullptr)
            append(tokens, *piece.token, part);
        else
            appendNormalized(tokens, parts.normalizer(std::move(part)));
    }
    return tokens;
}

void FastTokenizer::Data::append(std::vector<Token>& tokens, const AddedToken& added,
                                 std::span<const AlignedCharacter> text) const
{
    tokens.push_back({added.id, added.content, sourceOf(text)});
    if (parts.frame.trimsOffsets)
        finish(tokens, tokens.size() - 1, charactersOf(text));
}

void FastTokenizer::Data::appendNormalized(std::vector<Token>& tokens, AlignedText text) const
{
    for (const auto& piece : normalizedTokens.split(charactersOf(text))) {
        const auto part = std::span(text).subspan(piece.begin, piece.end - piece.begin);
        if (piece.token != nullptr) {
            append(tokens, *piece.token, part);
            continue;
        }
        for (const AlignedText& word : parts.preTokenizer({part.begin(), part.end()})) {
            const std::size_t before = tokens.size();
            parts.model->appendTokens(tokens, word);
            for (std::size_t i = before; parts.frame.trimsOffsets && i < tokens.size(); ++i)
                finish(tokens, i, decodeUtf8(tokens[i].text));
        }
    }
}

/// Trims the offsets of one token. `written` is how it stands in the text.
void FastTokenizer::Data::finish(std::vector<Token>& tokens, std::size_t index, std::u32string_view written) const
{
    const bool first = index == 0 || tokens[index].source.begin == 0;
    trimOffsets(tokens[index], written, first && parts.frame.keepsPrefix);
}

FastTokenizer::FastTokenizer(TokenizerParts parts) : m_data(std::make_shared<const Data>(std::move(parts))) {}

TokenizedText FastTokenizer::tokenize(std::string_view text) const
{
    TokenizedText result;
    for (Token& token : m_data->tokens(decodeUtf8(text))) {
        result.ids.push_back(token.id);
        result.tokens.push_back(std::move(token.text));
        result.offsets.push_back(token.source);
    }
    return result;
}

Input FastTokenizer::encode(std::string_view text) const
{
    return framed(m_data->parts.frame, {{Role::Text, repairedUtf8(text), tokenize(text)}});
}

Input FastTokenizer::encodePair(std::string_view first, std::string_view second) const
{
    return framed(m_data->parts.frame, {{Role::Question, repairedUtf8(first), tokenize(first)},
                                        {Role::Context, repairedUtf8(second), tokenize(second)}});
}

Result<void> FastTokenizer::checkEmbeddings(const Input& input) const
{
    const std::int64_t embeddings = m_data->parts.embeddings;
    for (std::size_t i = 0; i < input.inputIds.size(); ++i) {
        if (input.inputIds[i] >= embeddings)
            return withoutEmbedding(input, i, input.inputIds[i], embeddings);
    }
    for (const std::int64_t id : input.baselineIds) {
        if (id >= embeddings)
            return inputError("The model has no embedding for token number " + std::to_string(id) +
                                  ", which the baseline consists of",
                              "--baseline", "Choose the baseline 'zero'.");
    }
    return {};
}

const std::string& FastTokenizer::remark() const
{
    return m_data->parts.remark;
}

std::int64_t FastTokenizer::vocabSize() const
{
    return m_data->entries.empty() ? 0 : m_data->entries.back().first + 1;
}

std::int64_t FastTokenizer::clsId() const
{
    return m_data->cls;
}

std::int64_t FastTokenizer::sepId() const
{
    return m_data->sep;
}

std::int64_t FastTokenizer::padId() const
{
    return m_data->pad;
}

std::int64_t FastTokenizer::maskId() const
{
    return m_data->mask;
}

std::int64_t FastTokenizer::unknownId() const
{
    return m_data->unknown;
}

bool FastTokenizer::isSpecialId(std::int64_t id) const
{
    return m_data->special.contains(id);
}

std::string FastTokenizer::tokenOf(std::int64_t id) const
{
    const auto& entries = m_data->entries;
    const auto found = std::lower_bound(entries.begin(), entries.end(), id,
                                        [](const Entry& entry, std::int64_t i) { return entry.first < i; });
    return found == entries.end() || found->first != id ? std::string() : found->second;
}

std::optional<std::int64_t> FastTokenizer::idOf(std::string_view token) const
{
    const std::int64_t id = m_data->idOf(token);
    return id < 0 ? std::nullopt : std::optional(id);
}

WordSign FastTokenizer::wordSign() const
{
    return m_data->parts.sign;
}

std::vector<std::string> FastTokenizer::tokensWithoutEmbedding() const
{
    std::vector<std::string> tokens;
    for (const auto& [id, token] : m_data->entries)
        if (id >= m_data->parts.embeddings && !token.empty()) // a blank line's is in no text
            tokens.push_back(token);
    return tokens;
}

std::string FastTokenizer::maskText() const
{
    return m_data->mask < 0 ? std::string() : m_data->parts.names.mask;
}

} // namespace headlight
