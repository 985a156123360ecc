// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/files/json_reader.h"
#include "core/text/added_tokens.h"

namespace headlight {

// What the JSON files of all tokenizers say in the same way. `fileName` goes into errors.

/// "type" of an object; empty where it is null.
std::string typeOf(const nlohmann::json& object);

/// A special token, which is given as its text, or as an object with its text; `token` stays where there is none.
void readTokenName(std::string& token, JsonReader& fields, const std::string& key);
/// additional_special_tokens: texts, or objects with their text. All else there is left out.
std::vector<std::string> moreTokenNames(const nlohmann::json& object);

/// added_tokens of tokenizer.json: a list, or null.
Result<std::vector<AddedToken>> parseAddedTokens(const nlohmann::json& list, const std::string& fileName);
/// added_tokens_decoder of tokenizer_config.json: id to token.
Result<std::vector<AddedToken>> parseAddedTokensDecoder(const nlohmann::json& decoder, const std::string& fileName);
/// added_tokens.json: token to id.
Result<std::vector<AddedToken>> parseAddedTokenIds(const nlohmann::json& object, const std::string& fileName);

} // namespace headlight
