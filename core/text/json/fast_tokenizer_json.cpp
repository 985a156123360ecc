// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/json/fast_tokenizer_json.h"

#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::size_t mostAddedTokens = 20'000;

Result<void> readAddedTokens(TokenizerParts& parts, const json& list, const std::string& fileName)
{
    const std::string where = fileName + ", key \"added_tokens\"";
    if (list.is_null())
        return {};
    if (!list.is_array() || list.size() > mostAddedTokens)
        return inputError("Expected a list of at most " + std::to_string(mostAddedTokens) + " objects", where,
                          "Download it again.");
    for (const json& object : list) {
        auto token = parseAddedToken(object, {}, where);
        if (!token)
            return Failure(token.error());
        parts.added.push_back(std::move(*token));
    }
    return {};
}

} // namespace

std::string typeOf(const json& object)
{
    if (!object.is_object())
        return object.is_null() ? std::string() : std::string("that is no object");
    const auto type = object.find("type");
    return type != object.end() && type->is_string() ? type->get<std::string>() : std::string("without a type");
}

Failure unsupportedPart(const std::string& key, const std::string& type, const std::string& known,
                        const std::string& where)
{
    return inputError("The " + key + " " + inQuotes(type.empty() ? "none" : type) + " is not supported; " + known,
                      where + ", key " + inQuotes(key), "Choose a model with another tokenizer.");
}

Result<TokenizerParts> parseFastTokenizer(const json& json, const std::string& fileName)
{
    static const nlohmann::json nothing;
    const auto part = [&json](const char* key) -> const nlohmann::json& {
        const auto found = json.find(key);
        return found == json.end() ? nothing : *found;
    };
    TokenizerParts parts;
    parts.source = fileName;
    auto model = parseModel(parts, part("model"), fileName);
    if (!model)
        return Failure(model.error());
    auto normalizer = parseNormalizer(part("normalizer"), fileName);
    if (!normalizer)
        return Failure(normalizer.error());
    auto preTokenizer = parsePreTokenizer(part("pre_tokenizer"), parts.sign, fileName);
    if (!preTokenizer)
        return Failure(preTokenizer.error());
    auto frame = parseFrame(part("post_processor"), fileName);
    if (!frame)
        return Failure(frame.error());
    parts.normalizer = std::move(*normalizer);
    parts.preTokenizer = std::move(*preTokenizer);
    parts.frame = std::move(*frame);
    auto added = readAddedTokens(parts, part("added_tokens"), fileName);
    return added ? Result<TokenizerParts>(std::move(parts)) : Failure(added.error());
}

} // namespace headlight
