// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/special_tokens.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/text/json/token_json.h"

namespace headlight {
namespace {

using nlohmann::json;

std::string fileOf(const TokenFiles& files, const char* name)
{
    return files.folder + "/" + name;
}

bool hasDecoder(const TokenFiles& files)
{
    const auto decoder = files.config.find("added_tokens_decoder");
    return decoder != files.config.end() && !decoder->is_null();
}

Result<void> readNames(SpecialNames& names, const json& object, const std::string& where)
{
    JsonReader fields(object, where);
    std::string begin;
    std::string end;
    readTokenName(begin, fields, "bos_token");
    readTokenName(end, fields, "eos_token");
    readTokenName(names.cls, fields, "cls_token");
    readTokenName(names.sep, fields, "sep_token");
    readTokenName(names.pad, fields, "pad_token");
    readTokenName(names.mask, fields, "mask_token");
    readTokenName(names.unknown, fields, "unk_token");
    names.more.insert(names.more.end(), {begin, end});
    const std::vector<std::string> more = moreTokenNames(object);
    names.more.insert(names.more.end(), more.begin(), more.end());
    return fields.checked();
}

Result<std::vector<AddedToken>> listedTokens(const TokenFiles& files)
{
    if (hasDecoder(files))
        return parseAddedTokensDecoder(files.config["added_tokens_decoder"], fileOf(files, "tokenizer_config.json"));
    return parseAddedTokenIds(files.added, fileOf(files, "added_tokens.json"));
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
    auto listed = listedTokens(files);
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
