// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/json/token_json.h"

#include <charconv>
#include <limits>

#include "core/base/in_quotes.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t mostListedTokens = 20'000;
constexpr std::size_t mostTokensById = 100'000;
constexpr auto remedy = "Download it again.";

/// The id is what `object` says, or `id`.
Result<AddedToken> parseAddedToken(const json& object, std::optional<std::int64_t> id, const std::string& where)
{
    if (!object.is_object())
        return inputError("Expected a list of objects", where, remedy);
    JsonReader fields(object, where);
    AddedToken token;
    token.content = fields.requiredText("content");
    token.id = id ? fields.wholeNumber("id", 0, largestId, *id) : fields.requiredWholeNumber("id", 0, largestId);
    token.special = fields.flag("special", false);
    token.normalized = fields.flag("normalized", !token.special);
    token.singleWord = fields.flag("single_word", false);
    token.stripLeft = fields.flag("lstrip", false);
    token.stripRight = fields.flag("rstrip", false);
    if (auto checked = fields.checked(); !checked)
        return Failure(checked.error());
    return token;
}

Result<void> checkObject(const json& object, const std::string& where)
{
    if (object.is_object() && object.size() <= mostTokensById)
        return {};
    return inputError("Expected an object of at most " + std::to_string(mostTokensById) + " tokens", where, remedy);
}

/// Negative where the key is no id.
std::int64_t idOf(const std::string& key)
{
    std::int64_t id = -1;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
    return error == std::errc() && end == key.data() + key.size() && id <= largestId ? id : -1;
}

} // namespace

std::string typeOf(const json& object)
{
    if (!object.is_object())
        return object.is_null() ? std::string() : std::string("that is no object");
    const auto type = object.find("type");
    return type != object.end() && type->is_string() ? type->get<std::string>() : std::string("without a type");
}

void readTokenName(std::string& token, JsonReader& fields, const std::string& key)
{
    const json* value = fields.value(key);
    if (value && value->is_object() && value->contains("content") && (*value)["content"].is_string())
        token = (*value)["content"].get<std::string>();
    else
        token = fields.text(key, token);
}

std::vector<std::string> moreTokenNames(const json& object)
{
    std::vector<std::string> names;
    const auto list = object.find("additional_special_tokens");
    if (list == object.end() || !list->is_array())
        return names;
    for (const json& token : *list) {
        const json& content = token.is_object() && token.contains("content") ? token["content"] : token;
        if (content.is_string())
            names.push_back(content.get<std::string>());
    }
    return names;
}

Result<std::vector<AddedToken>> parseAddedTokens(const json& list, const std::string& fileName)
{
    const std::string where = fileName + ", key \"added_tokens\"";
    std::vector<AddedToken> tokens;
    if (list.is_null())
        return tokens;
    if (!list.is_array() || list.size() > mostListedTokens)
        return inputError("Expected a list of at most " + std::to_string(mostListedTokens) + " objects", where, remedy);
    for (const json& object : list) {
        auto token = parseAddedToken(object, {}, where);
        if (!token)
            return Failure(token.error());
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

Result<std::vector<AddedToken>> parseAddedTokensDecoder(const json& decoder, const std::string& fileName)
{
    const std::string where = fileName + ", key \"added_tokens_decoder\"";
    if (auto object = checkObject(decoder, where); !object)
        return Failure(object.error());
    std::vector<AddedToken> tokens;
    for (const auto& [key, object] : decoder.items()) {
        const std::int64_t id = idOf(key);
        if (id < 0)
            return inputError("Expected the id of a token, found " + inQuotes(key), where, remedy);
        auto token = parseAddedToken(object, id, where + ", " + inQuotes(key));
        if (!token)
            return Failure(token.error());
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

Result<std::vector<AddedToken>> parseAddedTokenIds(const json& object, const std::string& fileName)
{
    if (auto checked = checkObject(object, fileName); !checked)
        return Failure(checked.error());
    std::vector<AddedToken> tokens;
    JsonReader ids(object, fileName);
    for (const auto& [content, id] : object.items())
        tokens.push_back(
            {.content = content, .id = ids.requiredWholeNumber(content, 0, largestId), .normalized = true});
    if (auto checked = ids.checked(); !checked)
        return Failure(checked.error());
    return tokens;
}

} // namespace headlight
