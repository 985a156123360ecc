// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bert_tokenizer.h"

#include <algorithm>
#include <exception>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/text/added_tokens.h"
#include "core/text/bert_normalizer.h"
#include "core/text/tokenizer_files.h"
#include "core/text/word_piece.h"

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

void appendSpecial(EncodedInput& input, const SpecialToken& token, std::int64_t segment)
{
    input.inputIds.push_back(token.id);
    input.tokens.push_back(token.text);
    input.offsets.push_back({});
    input.segmentIds.push_back(segment);
}

void appendText(EncodedInput& input, const TokenizedText& text, std::int64_t segment)
{
    input.inputIds.insert(input.inputIds.end(), text.ids.begin(), text.ids.end());
    input.tokens.insert(input.tokens.end(), text.tokens.begin(), text.tokens.end());
    input.offsets.insert(input.offsets.end(), text.offsets.begin(), text.offsets.end());
    input.segmentIds.insert(input.segmentIds.end(), text.ids.size(), segment);
}

/// Where a token stands, as a message names it.
std::string placeOf(const EncodedInput& input, std::size_t token)
{
    const TextRange range = input.offsets[token];
    const bool first = static_cast<std::int64_t>(token) < input.contextBegin;
    return std::string(first ? "question" : "context") + ", characters " + std::to_string(range.begin) + " to " +
           std::to_string(range.end);
}

Failure withoutEmbedding(const EncodedInput& input, std::size_t token, std::int64_t id, std::int64_t embeddings)
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
      pieces(std::move(spec.vocabulary), std::move(spec.pieces))
{
    for (const AddedToken& token : spec.added) {
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

EncodedInput BertTokenizer::encode(std::string_view text) const
{
    EncodedInput input;
    input.question = repairedUtf8(text);
    appendSpecial(input, m_data->cls, 0);
    appendText(input, tokenize(text), 0);
    appendSpecial(input, m_data->sep, 0);
    input.contextBegin = input.contextEnd = input.length();
    return input;
}

EncodedInput BertTokenizer::encodePair(std::string_view question, std::string_view context) const
{
    EncodedInput input = encode(question);
    input.context = repairedUtf8(context);
    appendText(input, tokenize(context), 1);
    input.contextEnd = input.length();
    appendSpecial(input, m_data->sep, 1);
    return input;
}

Result<void> BertTokenizer::checkEmbeddings(const EncodedInput& input) const
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

} // namespace headlight
