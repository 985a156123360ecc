// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
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

/// Reads an object's values by key. The first value that is not as expected becomes the error, with file and key; what
/// is read after it is meaningless. A key that is absent or null gives the fallback, or the error where there is none.
class JsonFields {
public:
    JsonFields(const nlohmann::json& object, std::string fileName);

    std::int64_t wholeNumber(const std::string& key, std::int64_t least, std::int64_t most,
                             std::optional<std::int64_t> fallback = {});
    double number(const std::string& key, double least, double most, double fallback);
    bool flag(const std::string& key, bool fallback);
    std::string text(const std::string& key, const std::optional<std::string>& fallback = {});
    /// The value, or null.
    const nlohmann::json& value(const std::string& key) const;
    bool has(const std::string& key) const { return !value(key).is_null(); }

    const std::optional<Error>& error() const { return m_error; }

private:
    bool missing(const std::string& key, bool hasFallback);
    void expected(const std::string& key, const std::string& expectation);

    const nlohmann::json& m_object;
    std::string m_fileName;
    std::optional<Error> m_error;
};

} // namespace headlight
