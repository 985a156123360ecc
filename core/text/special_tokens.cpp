// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/special_tokens.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/base/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t mostAddedTokens = 100'000;
constexpr auto remedy = "Download it again.";

std::string fileOf(const TokenFiles& files, const char* name)
{
    return files.folder + "/" + name;
}

bool hasDecoder(const TokenFiles& files)
{
    const auto decoder = files.config.find("added_tokens_decoder");
    return decoder != files.config.end() && !decoder->is_null();
}

/// A special token is given as its text, or as an object with its text.
void readName(std::string& token, JsonReader& fields, const std::string& key)
{
    const json* value = fields.value(key);
    if (value && value->is_object() && value->contains("content") && (*value)["content"].is_string())
        token = (*value)["content"].get<std::string>();
    else
        token = fields.text(key, token);
}

void readMore(SpecialNames& names, const json& object)
{
    const auto list = object.find("additional_special_tokens");
    if (list == object.end() || !list->is_array())
        return;
    for (const json& token : *list) {
        const json& content = token.is_object() && token.contains("content") ? token["content"] : token;
        if (content.is_string())
            names.more.push_back(content.get<std::string>());
    }
}

Result<void> readNames(SpecialNames& names, const json& object, const std::string& where)
{
    JsonReader fields(object, where);
    std::string begin;
    std::string end;
    readName(begin, fields, "bos_token");
    readName(end, fields, "eos_token");
    readName(names.cls, fields, "cls_token");
    readName(names.sep, fields, "sep_token");
    readName(names.pad, fields, "pad_token");
    readName(names.mask, fields, "mask_token");
    readName(names.unknown, fields, "unk_token");
    names.more.insert(names.more.end(), {begin, end});
    readMore(names, object);
    return fields.checked();
}

Result<std::vector<AddedToken>> decodedTokens(const TokenFiles& files)
{
    std::vector<AddedToken> tokens;
    const std::string where = fileOf(files, "tokenizer_config.json") + ", key \"added_tokens_decoder\"";
    const json& list = files.config["added_tokens_decoder"];
    if (!list.is_object() || list.size() > mostAddedTokens)
        return inputError("Expected an object of at most " + std::to_string(mostAddedTokens) + " tokens", where,
                          remedy);
    for (const auto& [key, object] : list.items()) {
        std::int64_t id = -1;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        if (error != std::errc() || end != key.data() + key.size() || id < 0 || id > largestId)
            return inputError("Expected the id of a token, found " + inQuotes(key), where, remedy);
        auto token = parseAddedToken(object, id, where + ", " + inQuotes(key));
        if (!token)
            return Failure(token.error());
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

Result<std::vector<AddedToken>> olderTokens(const TokenFiles& files)
{
    const std::string where = fileOf(files, "added_tokens.json");
    if (files.added.size() > mostAddedTokens)
        return inputError("Expected at most " + std::to_string(mostAddedTokens) + " tokens", where, remedy);
    std::vector<AddedToken> tokens;
    JsonReader ids(files.added, where);
    for (const auto& [content, id] : files.added.items())
        tokens.push_back(
            {.content = content, .id = ids.requiredWholeNumber(content, 0, largestId), .normalized = true});
    if (auto checked = ids.checked(); !checked)
        return Failure(checked.error());
    return tokens;
}

std::vector<std::string> allNames(const SpecialNames& names)
{
    std::vector<std::string> all{names.cls, names.sep, names.unknown, names.pad, names.mask};
    all.insert(all.end(), names.more.begin(), names.more.end());
    std::erase(all, std::string());
    return all;
}

std::int64_t nextId(const TokenizerParts& parts)
{
    std::int64_t next = 0;
    for (const auto& [id, token] : parts.entries)
        next = std::max(next, id + 1);
    for (const AddedToken& token : parts.added)
        next = std::max(next, token.id + 1);
    return next;
}

/// Each content once; what the vocabulary has keeps its id there.
void addNew(TokenizerParts& parts, const std::vector<AddedToken>& tokens, bool addsMissing)
{
    std::vector<std::string> contents;
    for (const AddedToken& token : tokens)
        contents.push_back(token.content);
    std::unordered_map<std::string, bool> known;
    for (const AddedToken& token : parts.added)
        known.emplace(token.content, true);
    const std::vector<std::int64_t> ids = idsOf(parts, contents);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        AddedToken token = tokens[i];
        token.id = ids[i] < 0 ? token.id : ids[i];
        const bool isNew = !known.contains(token.content) && !token.content.empty();
        if (token.id < 0 && addsMissing && isNew)
            token.id = nextId(parts);
        if (token.id >= 0 && !token.content.empty() && known.emplace(token.content, true).second)
            parts.added.push_back(std::move(token));
    }
}

} // namespace

std::vector<std::int64_t> idsOf(const TokenizerParts& parts, const std::vector<std::string>& tokens)
{
    std::unordered_map<std::string_view, std::int64_t> wanted;
    for (const std::string& token : tokens)
        wanted.emplace(token, -1);
    const auto note = [&wanted](std::string_view token, std::int64_t id) {
        if (const auto found = wanted.find(token); found != wanted.end())
            found->second = id;
    };
    for (const auto& [id, token] : parts.entries)
        note(token, id);
    for (const AddedToken& token : parts.added)
        note(token.content, token.id);
    std::vector<std::int64_t> ids;
    for (const std::string& token : tokens)
        ids.push_back(wanted.at(token));
    return ids;
}

Result<void> readSpecialNames(TokenizerParts& parts, const TokenFiles& files)
{
    auto read = readNames(parts.names, files.config, fileOf(files, "tokenizer_config.json"));
    if (!read || hasDecoder(files))
        return read;
    return readNames(parts.names, files.specialMap, fileOf(files, "special_tokens_map.json"));
}

Result<void> addListedTokens(TokenizerParts& parts, const TokenFiles& files, AddedTokenRules rules)
{
    const std::vector<std::string> names = allNames(parts.names);
    auto listed = hasDecoder(files) ? decodedTokens(files) : olderTokens(files);
    if (!listed)
        return Failure(listed.error());
    for (AddedToken& token : *listed) {
        const bool named = std::find(names.begin(), names.end(), token.content) != names.end();
        token.normalized = token.normalized && (hasDecoder(files) || !named);
        token.special = token.special || named;
    }
    for (const std::string& name : names)
        listed->push_back({.content = name,
                           .id = -1,
                           .normalized = rules.normalizesUnknown && name == parts.names.unknown,
                           .stripLeft = rules.maskStrips && name == parts.names.mask,
                           .special = true});
    addNew(parts, *listed, rules.addsMissing);
    return {};
}

} // namespace headlight
