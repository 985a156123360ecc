// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/base/error.h"
#include "core/text/added_tokens.h"
#include "core/text/word_piece/bert_normalizer.h"
#include "core/text/word_piece/word_piece.h"

namespace headlight {

/// All that makes a BERT tokenizer, as its files give it.
struct TokenizerSpec {
    WordPiece::Vocabulary vocabulary;
    WordPiece::Options pieces;
    NormalizerOptions normalizer;
    std::vector<AddedToken> added;
    std::vector<std::string> moreSpecial; ///< special tokens besides those below
    std::string cls = "[CLS]";
    std::string sep = "[SEP]";
    std::string pad = "[PAD]";
    std::string mask = "[MASK]"; ///< may be missing from the vocabulary
    std::string source;          ///< the file that gave the vocabulary, for messages
    bool isWhole = false;        ///< that file says how texts are normalised, too
    bool takenAsItIs = false;    ///< and its word is the last, as its class has it
    std::int64_t embeddings = std::numeric_limits<std::int64_t>::max(); ///< the model's, where config.json says
    std::string remark; ///< sentences about what was read otherwise than it stands; mostly empty
};

/// Reads tokenizer.json or, where there is none, vocab.txt; then what tokenizer_config.json, special_tokens_map.json
/// and added_tokens.json say of case, accents, special and added tokens. The class decides which of them counts, as in
/// transformers. The unknown token and those of the input's frame are in the vocabulary; the frame's have embeddings.
Result<TokenizerSpec> readTokenizerFiles(const std::filesystem::path& folder);

/// `spec` with its special tokens among the added ones, or an error where the vocabulary lacks one.
Result<TokenizerSpec> completed(TokenizerSpec spec);

/// vocab.txt: a token a line, ids from 0; of duplicates the last counts.
Result<TokenizerSpec> parseVocabulary(std::string_view text, const std::string& fileName);
/// tokenizer.json: WordPiece with BERT's normaliser and word splitter; all else is refused by name.
Result<TokenizerSpec> parseTokenizerJson(const nlohmann::json& json, const std::string& fileName);
/// The class of tokenizer_config.json or config.json, where the file names one: an error if it is none of BERT's.
Result<void> applyTokenizerClass(TokenizerSpec& spec, const nlohmann::json& json, const std::string& fileName);
/// Whether a class, by its name with or without "Fast", is one of BERT's, or one that takes tokenizer.json as it is. So
/// is none.
bool isBertsOrPlainClass(std::string_view name);
/// tokenizer_config.json; an empty object where there is none. Classes of BERT set case, accents and Chinese characters
/// by it, or by their own defaults where it is silent, whatever tokenizer.json says.
Result<void> applyTokenizerConfig(TokenizerSpec& spec, const nlohmann::json& json, const std::string& fileName);
/// special_tokens_map.json: changes `spec` where the file says something that the vocabulary knows.
Result<void> applySpecialTokensMap(TokenizerSpec& spec, const nlohmann::json& json, const std::string& fileName);

/// added_tokens.json: token to id.
Result<void> applyAddedTokens(TokenizerSpec& spec, const nlohmann::json& json, const std::string& fileName);
/// The key added_tokens_decoder of tokenizer_config.json: id to token.
Result<void> applyAddedTokensDecoder(TokenizerSpec& spec, const nlohmann::json& json, const std::string& fileName);

/// The tokens that a text may hold although the model has no embedding for them, by id.
std::vector<AddedToken> tokensWithoutEmbedding(const TokenizerSpec& spec);

/// Adds tokens to `spec`, each content once; those of the vocabulary keep their id.
class TokenAdder {
public:
    explicit TokenAdder(TokenizerSpec& spec);
    void add(AddedToken token);

private:
    TokenizerSpec& m_spec;
    std::unordered_set<std::string> m_known;
};

} // namespace headlight
