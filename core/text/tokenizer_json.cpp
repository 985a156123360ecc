// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/text/json/token_json.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
// Every model has 100. Cutting a word takes time by the square of its length, in the worst case.
constexpr std::int64_t longestWord = 1'000;

Failure unsupported(const std::string& fileName, const std::string& key, const std::string& what)
{
    return inputError("The " + key + " " + what + " is not supported; only BERT's is",
                      fileName + ", key " + inQuotes(key), "Choose a model with a BERT (WordPiece) tokenizer.");
}

Result<void> requireType(const json& json, const char* key, std::string_view type, const std::string& fileName)
{
    const auto found = json.find(key);
    const std::string actual = found == json.end() ? std::string() : typeOf(*found);
    if (actual == type)
        return {};
    return unsupported(fileName, key, actual.empty() ? std::string("\"none\"") : inQuotes(actual));
}

Result<WordPiece::Vocabulary> readVocabulary(const json& model, const std::string& fileName)
{
    const auto found = model.find("vocab");
    if (found == model.end() || !found->is_object())
        return inputError("Expected an object with the tokens' ids", fileName + ", key \"model.vocab\"",
                          "Download it again.");
    WordPiece::Vocabulary vocabulary;
    vocabulary.reserve(found->size());
    JsonReader ids(*found, fileName);
    for (const auto& [token, id] : found->items())
        vocabulary.emplace(token, ids.requiredWholeNumber(token, 0, largestId));
    if (auto checked = ids.checked(); !checked)
        return Failure(checked.error());
    return vocabulary;
}

void readNormalizer(NormalizerOptions& options, JsonReader& fields)
{
    options.cleanText = fields.flag("clean_text", true);
    options.spaceChinese = fields.flag("handle_chinese_chars", true);
    options.lowerCase = fields.flag("lowercase", true);
    if (fields.has("strip_accents"))
        options.stripAccents = fields.flag("strip_accents", false);
}

/// The special token of one of a template's parts; empty where it is none.
std::string frameToken(const json& part)
{
    const json special = part.is_object() ? part.value("SpecialToken", json()) : json();
    const json id = special.is_object() ? special.value("id", json()) : json();
    return id.is_string() ? id.get<std::string>() : std::string();
}

/// The tokens around a text, where the file says which.
void readFrame(TokenizerSpec& spec, const json& processor)
{
    const json single = processor.is_object() ? processor.value("single", json()) : json();
    if (!single.is_array() || single.size() < 2)
        return;
    const std::string first = frameToken(single.front());
    const std::string last = frameToken(single.back());
    spec.cls = first.empty() ? spec.cls : first;
    spec.sep = last.empty() ? spec.sep : last;
}

Result<void> readParts(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    JsonReader normalizer(json.at("normalizer"), fileName + ", key \"normalizer\"");
    readNormalizer(spec.normalizer, normalizer);
    if (auto checked = normalizer.checked(); !checked)
        return checked;
    JsonReader model(json.at("model"), fileName + ", key \"model\"");
    spec.pieces.unknown = model.text("unk_token", spec.pieces.unknown);
    spec.pieces.prefix = model.text("continuing_subword_prefix", spec.pieces.prefix);
    spec.pieces.longestWord =
        static_cast<std::size_t>(model.wholeNumber("max_input_chars_per_word", 0, longestWord, 100));
    return model.checked();
}

} // namespace

Result<TokenizerSpec> parseTokenizerJson(const json& json, const std::string& fileName)
{
    using Requirement = std::pair<const char*, const char*>;
    for (const auto& [key, type] : {Requirement{"model", "WordPiece"}, Requirement{"normalizer", "BertNormalizer"},
                                    Requirement{"pre_tokenizer", "BertPreTokenizer"}}) {
        if (auto required = requireType(json, key, type, fileName); !required)
            return Failure(required.error());
    }
    auto vocabulary = readVocabulary(json.at("model"), fileName);
    if (!vocabulary)
        return Failure(vocabulary.error());
    TokenizerSpec spec;
    spec.vocabulary = std::move(*vocabulary);
    spec.source = fileName;
    spec.isWhole = true;
    readFrame(spec, json.value("post_processor", nlohmann::json()));
    if (auto parts = readParts(spec, json, fileName); !parts)
        return Failure(parts.error());
    auto added = parseAddedTokens(json.value("added_tokens", nlohmann::json()), fileName);
    if (!added)
        return Failure(added.error());
    spec.added = std::move(*added);
    return spec;
}

} // namespace headlight
