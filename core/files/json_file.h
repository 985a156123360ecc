// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace headlight {

/// Parses JSON out of a stranger's file: nesting and the number of values are bounded, an error names the byte. NaN,
/// Infinity and -Infinity are numbers, as Python writes them. Half a surrogate pair becomes U+FFFD, and a sentence
/// about it is added to `remark`; without a place to say it, it is an error.
Result<nlohmann::json> parseJson(std::string_view text, const std::string& fileName, std::string* remark = nullptr);
/// The same of a text that must hold an object.
Result<nlohmann::json> parseJsonObject(std::string_view text, const std::string& fileName,
                                       std::string* remark = nullptr);
/// The same of a whole file of at most `limit` bytes.
Result<nlohmann::json> readJsonObject(const std::filesystem::path& file, std::uint64_t limit,
                                      std::string* remark = nullptr);

/// A value as a message names it: texts in quotes and cut, "a list", "an object", "NaN".
std::string briefly(const nlohmann::json& value);

} // namespace headlight
