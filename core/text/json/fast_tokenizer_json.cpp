// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/json/fast_tokenizer_json.h"

#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/text/json/token_json.h"

namespace headlight {

Failure unsupportedPart(const std::string& key, const std::string& type, const std::string& known,
                        const std::string& where)
{
    return inputError("The " + key + " " + inQuotes(type.empty() ? "none" : type) + " is not supported; " + known,
                      where + ", key " + inQuotes(key), "Choose a model with another tokenizer.");
}

Result<TokenizerParts> parseFastTokenizer(const nlohmann::json& json, const std::string& fileName)
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
    auto added = parseAddedTokens(part("added_tokens"), fileName);
    if (!added)
        return Failure(added.error());
    parts.added = std::move(*added);
    return parts;
}

} // namespace headlight
