// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/error.h"
#include "core/text/fast_tokenizer.h"

namespace headlight {

/// What the files beside the vocabulary say of special and added tokens; objects, empty where a file is missing.
struct TokenFiles {
    const nlohmann::json& config;     ///< tokenizer_config.json
    const nlohmann::json& specialMap; ///< special_tokens_map.json
    const nlohmann::json& added;      ///< added_tokens.json
    std::string folder;               ///< for messages
};

/// Names the special tokens: those of `parts` are the defaults. The older files count where tokenizer_config.json has
/// no list of added tokens (added_tokens_decoder).
Result<void> readSpecialNames(TokenizerParts& parts, const TokenFiles& files);
struct AddedTokenRules {
    bool maskStrips = false;        ///< a mask takes the spaces before it
    bool normalizesUnknown = false; ///< the unknown token is sought in the normalised text
    bool addsMissing = false; ///< special tokens that the vocabulary lacks get the ids after it; else they are left out
};
/// Adds the tokens that the files list, then the special ones by name; those that are added already stay as they are.
Result<void> addListedTokens(TokenizerParts& parts, const TokenFiles& files, AddedTokenRules rules);

/// The ids of `tokens` in the vocabulary or among the added tokens, in their order; -1 where there is none.
std::vector<std::int64_t> idsOf(const TokenizerParts& parts, const std::vector<std::string>& tokens);

} // namespace headlight
