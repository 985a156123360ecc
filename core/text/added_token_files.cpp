// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t mostAddedTokens = 100'000;
constexpr auto remedy = "Download it again.";

std::unordered_set<std::string> specialTokens(const TokenizerSpec& spec)
{
    std::unordered_set<std::string> special(spec.moreSpecial.begin(), spec.moreSpecial.end());
    special.insert({spec.pieces.unknown, spec.cls, spec.sep, spec.pad, spec.mask});
    return special;
}

Result<void> checkObject(const json& object, const std::string& where)
{
    if (object.is_object() && object.size() <= mostAddedTokens)
        return {};
    return inputError("Expected an object of at most " + std::to_string(mostAddedTokens) + " tokens", where, remedy);
}

/// Negative where the key is no id.
std::int64_t idOf(const std::string& key)
{
    std::int64_t id = -1;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
    return error == std::errc() && end == key.data() + key.size() && id <= largestId ? id : -1;
}

} // namespace

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

TokenAdder::TokenAdder(TokenizerSpec& spec) : m_spec(spec)
{
    for (const AddedToken& token : spec.added)
        m_known.insert(token.content);
}

void TokenAdder::add(AddedToken token)
{
    if (!m_known.insert(token.content).second)
        return;
    if (const auto known = m_spec.vocabulary.find(token.content); known != m_spec.vocabulary.end())
        token.id = known->second;
    m_spec.added.push_back(std::move(token));
}

Result<void> applyAddedTokens(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    if (auto object = checkObject(json, fileName); !object)
        return object;
    JsonReader ids(json, fileName);
    const auto special = specialTokens(spec);
    TokenAdder adder(spec);
    for (const auto& [content, id] : json.items())
        adder.add({.content = content,
                   .id = ids.requiredWholeNumber(content, 0, largestId),
                   .normalized = !special.contains(content),
                   .special = special.contains(content)});
    return ids.checked();
}

Result<void> applyAddedTokensDecoder(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    const auto decoder = json.find("added_tokens_decoder");
    if (decoder == json.end() || decoder->is_null())
        return {};
    const std::string where = fileName + ", key \"added_tokens_decoder\"";
    if (auto object = checkObject(*decoder, where); !object)
        return object;
    TokenAdder adder(spec);
    for (const auto& [key, object] : decoder->items()) {
        const std::int64_t id = idOf(key);
        if (id < 0)
            return inputError("Expected the id of a token, found " + inQuotes(key), where, remedy);
        auto token = parseAddedToken(object, id, where + ", " + inQuotes(key));
        if (!token)
            return Failure(token.error());
        adder.add(std::move(*token));
    }
    return {};
}

} // namespace headlight
