// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

/// Names of classes that tokenize as BERT's fast tokenizer does, given its files.
constexpr std::array<std::string_view, 8> bertClasses{
    "BertTokenizer",    "BertTokenizerFast",    "DistilBertTokenizer",     "DistilBertTokenizerFast",
    "ElectraTokenizer", "ElectraTokenizerFast", "PreTrainedTokenizerFast", "TokenizersBackend",
};

/// A special token is given as its text, or as an object with its text.
void readSpecialToken(std::string& token, JsonFields& fields, const std::string& key)
{
    const json& value = fields.value(key);
    if (value.is_object() && value.contains("content") && value["content"].is_string())
        token = value["content"].get<std::string>();
    else
        token = fields.text(key, token);
}

/// Texts, or objects with their text; what is in no vocabulary has no embedding and is left out later.
void readMoreSpecial(TokenizerSpec& spec, const json& json)
{
    const auto list = json.find("additional_special_tokens");
    if (list == json.end() || !list->is_array())
        return;
    for (const auto& token : *list) {
        const auto& content = token.is_object() && token.contains("content") ? token["content"] : token;
        if (content.is_string())
            spec.moreSpecial.push_back(content.get<std::string>());
    }
}

Result<void> checkClass(JsonFields& fields, const std::string& fileName)
{
    const std::string name = fields.text("tokenizer_class", "BertTokenizer");
    if (fields.error() || std::find(bertClasses.begin(), bertClasses.end(), name) != bertClasses.end())
        return {};
    return inputError("The tokenizer " + inQuotes(name) + " is not supported; only BERT's is",
                      fileName + ", key \"tokenizer_class\"", "Choose a model with a BERT (WordPiece) tokenizer.");
}

void readNormalizer(NormalizerOptions& options, JsonFields& fields, const json& json)
{
    options.lowerCase = fields.flag("do_lower_case", options.lowerCase);
    options.spaceChinese = fields.flag("tokenize_chinese_chars", options.spaceChinese);
    if (!json.contains("strip_accents"))
        return;
    options.stripAccents.reset(); // null means: where lower case is
    if (fields.has("strip_accents"))
        options.stripAccents = fields.flag("strip_accents", false);
}

} // namespace

Result<void> applyTokenizerConfig(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    JsonFields fields(json, fileName);
    if (auto supported = checkClass(fields, fileName); !supported)
        return supported;
    readNormalizer(spec.normalizer, fields, json);
    readSpecialToken(spec.pieces.unknown, fields, "unk_token");
    readSpecialToken(spec.cls, fields, "cls_token");
    readSpecialToken(spec.sep, fields, "sep_token");
    readSpecialToken(spec.pad, fields, "pad_token");
    readSpecialToken(spec.mask, fields, "mask_token");
    readMoreSpecial(spec, json);
    if (fields.error())
        return tl::unexpected(*fields.error());
    return applyAddedTokensDecoder(spec, json, fileName);
}

} // namespace headlight
