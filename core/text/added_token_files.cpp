// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/text/json/token_json.h"
#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

using nlohmann::json;

std::unordered_set<std::string> specialTokens(const TokenizerSpec& spec)
{
    std::unordered_set<std::string> special(spec.moreSpecial.begin(), spec.moreSpecial.end());
    special.insert({spec.pieces.unknown, spec.cls, spec.sep, spec.pad, spec.mask});
    return special;
}

} // namespace

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
    auto tokens = parseAddedTokenIds(json, fileName);
    if (!tokens)
        return Failure(tokens.error());
    const auto special = specialTokens(spec);
    TokenAdder adder(spec);
    for (AddedToken& token : *tokens) {
        token.special = special.contains(token.content);
        token.normalized = !token.special;
        adder.add(std::move(token));
    }
    return {};
}

Result<void> applyAddedTokensDecoder(TokenizerSpec& spec, const json& json, const std::string& fileName)
{
    const auto decoder = json.find("added_tokens_decoder");
    if (decoder == json.end() || decoder->is_null())
        return {};
    auto tokens = parseAddedTokensDecoder(*decoder, fileName);
    if (!tokens)
        return Failure(tokens.error());
    TokenAdder adder(spec);
    for (AddedToken& token : *tokens)
        adder.add(std::move(token));
    return {};
}

} // namespace headlight
