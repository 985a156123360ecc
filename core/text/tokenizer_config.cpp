// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <tuple>

#include "core/base/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/text/json/token_json.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

/// Names of classes that set up BERT's normaliser by their own arguments; each may end with "Fast".
constexpr std::array<std::string_view, 12> bertClasses{
    "BertTokenizer",      "ConvBertTokenizer",   "DPRContextEncoderTokenizer", "DPRQuestionEncoderTokenizer",
    "DPRReaderTokenizer", "DistilBertTokenizer", "ElectraTokenizer",           "LayoutLMTokenizer",
    "LxmertTokenizer",    "MobileBertTokenizer", "RetriBertTokenizer",         "SqueezeBertTokenizer",
};

/// Those that take tokenizer.json as it is.
constexpr std::array<std::string_view, 3> plainClasses{
    "PreTrainedTokenizer",
    "PreTrainedTokenizerFast",
    "TokenizersBackend",
};

bool isOneOf(std::span<const std::string_view> classes, std::string_view name)
{
    return std::find(classes.begin(), classes.end(), name) != classes.end();
}

std::string_view withoutFast(std::string_view name)
{
    constexpr std::string_view fast = "Fast";
    return name.ends_with(fast) ? name.substr(0, name.size() - fast.size()) : name;
}

/// What is in no vocabulary has no embedding and is left out later.
void addMoreSpecial(TokenizerSpec& spec, const json& json)
{
    const std::vector<std::string> more = moreTokenNames(json);
    spec.moreSpecial.insert(spec.moreSpecial.end(), more.begin(), more.end());
}

/// What no class but the file itself has a say in.
NormalizerOptions defaultsOfClasses(const NormalizerOptions& file)
{
    NormalizerOptions defaults;
    defaults.cleanText = file.cleanText;
    return defaults;
}

void readNormalizer(NormalizerOptions& options, JsonReader& fields, const json& json)
{
    options.lowerCase = fields.flag("do_lower_case", options.lowerCase);
    options.spaceChinese = fields.flag("tokenize_chinese_chars", options.spaceChinese);
    if (!json.contains("strip_accents"))
        return;
    options.stripAccents.reset(); // null means: where lower case is
    if (fields.has("strip_accents"))
        options.stripAccents = fields.flag("strip_accents", false);
}

/// A tokenizer that is taken as it is keeps its own unknown token; another that is named is special, no more.
void readUnknown(TokenizerSpec& spec, JsonReader& fields)
{
    std::string unknown = spec.pieces.unknown;
    readTokenName(unknown, fields, "unk_token");
    if (spec.takenAsItIs)
        spec.moreSpecial.push_back(unknown);
    else
        spec.pieces.unknown = unknown;
}

/// The same of the tokens around a text.
void readFrame(TokenizerSpec& spec, JsonReader& fields)
{
    std::string cls = spec.cls;
    std::string sep = spec.sep;
    readTokenName(cls, fields, "cls_token");
    readTokenName(sep, fields, "sep_token");
    if (spec.takenAsItIs)
        spec.moreSpecial.insert(spec.moreSpecial.end(), {cls, sep});
    else
        std::tie(spec.cls, spec.sep) = std::tie(cls, sep);
}

/// A name that the vocabulary lacks does not take the place of one that it has.
void readKnownToken(const TokenizerSpec& spec, std::string& token, JsonReader& fields, const std::string& key)
{
    std::string named = token;
    readTokenName(named, fields, key);
    if (spec.vocabulary.contains(named) || !spec.vocabulary.contains(token))
        token = named;
}

} // namespace

bool isBertsOrPlainClass(std::string_view name)
{
    return name.empty() || isOneOf(plainClasses, name) || isOneOf(bertClasses, withoutFast(name));
}

Result<void> applyTokenizerClass(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    JsonReader fields(json, fileName);
    if (!fields.has("tokenizer_class"))
        return {};
    const std::string name = fields.text("tokenizer_class");
    const bool plain = isOneOf(plainClasses, name);
    if (fields.checked() && !plain && !isOneOf(bertClasses, withoutFast(name)))
        return inputError("The tokenizer " + inQuotes(name) + " is not supported; only BERT's is",
                          fileName + ", key \"tokenizer_class\"", "Choose a model with a BERT (WordPiece) tokenizer.");
    spec.takenAsItIs = plain && spec.isWhole;
    return fields.checked();
}

Result<void> applyTokenizerConfig(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    if (auto known = applyTokenizerClass(spec, json, fileName); !known)
        return known;
    JsonReader fields(json, fileName);
    if (!spec.takenAsItIs) {
        spec.normalizer = defaultsOfClasses(spec.normalizer);
        readNormalizer(spec.normalizer, fields, json);
    }
    readUnknown(spec, fields);
    readFrame(spec, fields);
    readTokenName(spec.pad, fields, "pad_token");
    readTokenName(spec.mask, fields, "mask_token");
    addMoreSpecial(spec, json);
    const auto done = fields.checked();
    return done ? applyAddedTokensDecoder(spec, json, fileName) : done;
}

Result<void> applySpecialTokensMap(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    JsonReader fields(json, fileName);
    if (!spec.takenAsItIs) {
        readNormalizer(spec.normalizer, fields, json);
        readKnownToken(spec, spec.pieces.unknown, fields, "unk_token");
        readKnownToken(spec, spec.cls, fields, "cls_token");
        readKnownToken(spec, spec.sep, fields, "sep_token");
    }
    readKnownToken(spec, spec.pad, fields, "pad_token");
    readKnownToken(spec, spec.mask, fields, "mask_token");
    addMoreSpecial(spec, json);
    return fields.checked();
}

} // namespace headlight
