// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_piece/bert_tokenizer.h"

#include <algorithm>
#include <exception>
#include <map>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/text/added_tokens.h"
#include "core/text/tokenizer_files.h"
#include "core/text/word_piece/bert_normalizer.h"
#include "core/text/word_piece/word_piece.h"

namespace headlight {
namespace {

struct SpecialToken {
    std::string text;
    std::int64_t id = -1;
};

SpecialToken specialToken(const TokenizerSpec& spec, const std::string& text)
{
    for (const AddedToken& token : spec.added) {
        if (token.content == text)
            return {text, token.id};
    }
    return {text, -1};
}

std::int64_t largestId(const TokenizerSpec& spec)
{
    std::int64_t largest = -1;
    for (const auto& [token, id] : spec.vocabulary)
        largest = std::max(largest, id);
    for (const AddedToken& token : spec.added)
        largest = std::max(largest, token.id);
    return largest;
}

std::map<std::int64_t, std::string> entriesOf(const TokenizerSpec& spec)
{
    std::map<std::int64_t, std::string> entries;
    for (const auto& [token, id] : spec.vocabulary)
        entries.emplace(id, token);
    return entries;
}

std::u32string charactersOf(const AlignedText& text)
{
    std::u32string characters;
    characters.reserve(text.size());
    for (const AlignedCharacter& item : text)
        characters += item.character;
    return characters;
}

std::u32string normalizedPattern(const std::string& content, const NormalizerOptions& options)
{
    const std::u32string text = decodeUtf8(content);
    return charactersOf(normalized(aligned(text, 0, static_cast<std::int64_t>(text.size())), options));
}

void appendSpecial(Input& input, const SpecialToken& token, std::int64_t segment)
{
    input.inputIds.push_back(token.id);
    input.tokens.push_back(token.text);
    input.offsets.push_back({});
    input.segmentIds.push_back(segment);
}

void appendText(Input& input, const TokenizedText& text, std::int64_t segment)
{
    input.inputIds.insert(input.inputIds.end(), text.ids.begin(), text.ids.end());
    input.tokens.insert(input.tokens.end(), text.tokens.begin(), text.tokens.end());
    input.offsets.insert(input.offsets.end(), text.offsets.begin(), text.offsets.end());
    input.segmentIds.insert(input.segmentIds.end(), text.ids.size(), segment);
}

/// Where a token stands, as a message names it.
std::string placeOf(const Input& input, std::size_t token)
{
    const TextRange range = input.offsets[token];
    const Passage* passage = input.passageOf(static_cast<std::int64_t>(token));
    return (passage ? std::string(name(passage->role)) : "special token") + ", characters " + std::to_string(range.begin) + " to " +
           std::to_string(range.end);
}

Failure withoutEmbedding(const Input& input, std::size_t token, std::int64_t id, std::int64_t embeddings)
{
    return inputError("The model has no embedding for the token " + inQuotes(input.tokens[token]) + ": it is number " +
                          std::to_string(id) + ", and there are " + std::to_string(embeddings) + " from 0",
                      placeOf(input, token),
                      "Write the text without it, or use the tokenizer files that the model was saved with.");
}

} // namespace

struct BertTokenizer::Data {
    explicit Data(TokenizerSpec spec);

    std::vector<Token> tokens(std::u32string_view text) const;
    void appendNormalized(std::vector<Token>& tokens, const AlignedText& text) const;
    void appendWords(std::vector<Token>& tokens, std::span<const AlignedCharacter> text) const;

    NormalizerOptions normalizer;
    AddedTokenMatcher rawTokens;        ///< sought in the text as it is
    AddedTokenMatcher normalizedTokens; ///< sought in what is left, normalised
    SpecialToken cls, sep, pad, mask, unknown;
    std::int64_t vocabSize;
    std::int64_t embeddings;
    std::string remark;
    std::map<std::int64_t, std::string> entries; ///< of the vocabulary and the added tokens, by id
    WordPiece pieces;
};

BertTokenizer::Data::Data(TokenizerSpec spec)
    : normalizer(spec.normalizer),
      cls(specialToken(spec, spec.cls)),
      sep(specialToken(spec, spec.sep)),
      pad(specialToken(spec, spec.pad)),
      mask(specialToken(spec, spec.mask)),
      unknown(specialToken(spec, spec.pieces.unknown)),
      vocabSize(largestId(spec) + 1),
      embeddings(spec.embeddings),
      remark(std::move(spec.remark)),
      entries(entriesOf(spec)),
      pieces(std::move(spec.vocabulary), std::move(spec.pieces))
{
    for (const AddedToken& token : spec.added) {
        entries[token.id] = token.content;
        if (token.normalized)
            normalizedTokens.add(normalizedPattern(token.content, normalizer), token);
        else
            rawTokens.add(decodeUtf8(token.content), token);
    }
    rawTokens.sort();
    normalizedTokens.sort();
}

std::vector<Token> BertTokenizer::Data::tokens(std::u32string_view text) const
{
    std::vector<Token> tokens;
    for (const auto& piece : rawTokens.split(text)) {
        const TextRange range{static_cast<std::int64_t>(piece.begin), static_cast<std::int64_t>(piece.end)};
        if (piece.token != nullptr)
            tokens.push_back({piece.token->id, piece.token->content, range});
        else
            appendNormalized(tokens, normalized(aligned(text, range.begin, range.end), normalizer));
    }
    return tokens;
}

void BertTokenizer::Data::appendNormalized(std::vector<Token>& tokens, const AlignedText& text) const
{
    for (const auto& piece : normalizedTokens.split(charactersOf(text))) {
        if (piece.token != nullptr)
            tokens.push_back({piece.token->id,
                              piece.token->content,
                              {text[piece.begin].source.begin, text[piece.end - 1].source.end}});
        else
            appendWords(tokens, std::span(text).subspan(piece.begin, piece.end - piece.begin));
    }
}

void BertTokenizer::Data::appendWords(std::vector<Token>& tokens, std::span<const AlignedCharacter> text) const
{
    for (const auto word : splitWords(text))
        pieces.appendTokens(tokens, word);
}

Result<BertTokenizer> BertTokenizer::fromFolder(const std::filesystem::path& folder)
try {
    auto spec = readTokenizerFiles(folder);
    if (!spec)
        return tl::unexpected(spec.error());
    return fromSpec(std::move(*spec));
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read the tokenizer: ") + error.what(), folder.string());
}

BertTokenizer BertTokenizer::fromSpec(TokenizerSpec spec)
{
    return BertTokenizer(std::make_shared<const Data>(std::move(spec)));
}

TokenizedText BertTokenizer::tokenize(std::string_view text) const
{
    TokenizedText result;
    for (Token& token : m_data->tokens(decodeUtf8(text))) {
        result.ids.push_back(token.id);
        result.tokens.push_back(std::move(token.text));
        result.offsets.push_back(token.source);
    }
    return result;
}

Input BertTokenizer::encode(std::string_view text) const
{
    Input input;
    appendSpecial(input, m_data->cls, 0);
    appendText(input, tokenize(text), 0);
    appendSpecial(input, m_data->sep, 0);
    input.setPassages({{Role::Text, repairedUtf8(text), 1, input.length() - 1}});
    return input;
}

Input BertTokenizer::encodePair(std::string_view question, std::string_view context) const
{
    Input input = encode(question);
    Passage first{Role::Question, repairedUtf8(question), 1, input.length() - 1};
    Passage second{Role::Context, repairedUtf8(context), input.length(), 0};
    appendText(input, tokenize(context), 1);
    second.end = input.length();
    appendSpecial(input, m_data->sep, 1);
    input.setPassages({std::move(first), std::move(second)});
    return input;
}

Result<void> BertTokenizer::checkEmbeddings(const Input& input) const
{
    for (std::size_t i = 0; i < input.inputIds.size(); ++i) {
        if (input.inputIds[i] >= m_data->embeddings)
            return withoutEmbedding(input, i, input.inputIds[i], m_data->embeddings);
    }
    for (const std::int64_t id : input.baselineIds) {
        if (id >= m_data->embeddings)
            return inputError("The model has no embedding for token number " + std::to_string(id) +
                                  ", which the baseline consists of",
                              "--baseline", "Choose the baseline 'zero'.");
    }
    return {};
}

const std::string& BertTokenizer::remark() const
{
    return m_data->remark;
}

std::int64_t BertTokenizer::vocabSize() const
{
    return m_data->vocabSize;
}

std::int64_t BertTokenizer::clsId() const
{
    return m_data->cls.id;
}

std::int64_t BertTokenizer::sepId() const
{
    return m_data->sep.id;
}

std::int64_t BertTokenizer::padId() const
{
    return m_data->pad.id;
}

std::int64_t BertTokenizer::maskId() const
{
    return m_data->mask.id;
}

std::int64_t BertTokenizer::unkId() const
{
    return m_data->unknown.id;
}

bool BertTokenizer::isSpecialId(std::int64_t id) const
{
    const Data& d = *m_data;
    return id == d.cls.id || id == d.sep.id || id == d.pad.id || id == d.mask.id || id == d.unknown.id;
}

std::string BertTokenizer::tokenOf(std::int64_t id) const
{
    const auto found = m_data->entries.find(id);
    return found == m_data->entries.end() ? std::string() : found->second;
}

std::optional<std::int64_t> BertTokenizer::idOf(std::string_view token) const
{
    for (const auto& [id, entry] : m_data->entries)
        if (entry == token)
            return id;
    return {};
}

std::string BertTokenizer::maskText() const
{
    return m_data->mask.id < 0 ? std::string() : m_data->mask.text;
}

Result<std::shared_ptr<const Tokenizer>> readTokenizer(const std::filesystem::path& folder)
{
    Result<BertTokenizer> tokenizer = BertTokenizer::fromFolder(folder);
    if (!tokenizer)
        return Failure(tokenizer.error());
    return std::make_shared<const BertTokenizer>(std::move(*tokenizer));
}

} // namespace headlight
