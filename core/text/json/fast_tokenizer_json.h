// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/error.h"
#include "core/text/fast_tokenizer.h"

namespace headlight {

// The parts of a tokenizer.json. What is not known here is refused by name. `where` is the file, for messages.

Result<Normalizer> parseNormalizer(const nlohmann::json& json, const std::string& where);
/// Sets `sign` where the words of a text are marked by it.
Result<PreTokenizer> parsePreTokenizer(const nlohmann::json& json, WordSign& sign, const std::string& where);
Result<Frame> parseFrame(const nlohmann::json& json, const std::string& where);
/// The model, its entries and the name of its unknown token.
Result<void> parseModel(TokenizerParts& parts, const nlohmann::json& json, const std::string& where);

/// A whole tokenizer.json. Of the names of special tokens, only the unknown one's is known then.
Result<TokenizerParts> parseFastTokenizer(const nlohmann::json& json, const std::string& fileName);

/// The refusal of what stands at `key`.
Failure unsupportedPart(const std::string& key, const std::string& type, const std::string& known,
                        const std::string& where);

constexpr std::size_t mostSteps = 64; ///< of a normaliser, a pre-tokenizer or a frame

} // namespace headlight
