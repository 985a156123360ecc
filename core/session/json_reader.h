// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace headlight {

/// Sorted keys: looking one up stays cheap in an object of a million keys, which nlohmann::ordered_json does not
/// promise.
using Json = nlohmann::json;

/// Reads the fields of one JSON object. A field that is absent gives the fallback, or nothing where there is none; the
/// first field of a wrong type is remembered in `problem`, shared by the readers of a document, and everything after it
/// reads as absent.
class JsonReader {
public:
    using Problem = std::optional<std::string>;
    JsonReader(const Json& object, std::string path, Problem& problem);

    /// The value under `key`, or null where there is none.
    const Json* value(const char* key) const;
    std::string text(const char* key, std::string fallback = {});
    bool flag(const char* key, bool fallback);
    std::optional<bool> flag(const char* key);
    std::int64_t integer(const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> integer(const char* key, std::int64_t least, std::int64_t most);
    /// null is read as NaN, which JSON cannot write otherwise.
    double number(const char* key, double fallback);
    std::optional<double> number(const char* key);
    std::vector<double> numbers(const char* key);
    std::vector<std::string> texts(const char* key);
    /// Calls `read` with a reader of the object under `key`, if there is one.
    void object(const char* key, const std::function<void(JsonReader&)>& read);
    /// Calls `read` for each object of the array under `key`.
    void objects(const char* key, const std::function<void(JsonReader&)>& read);
    /// Calls `read` for each element of the array under `key`.
    void elements(const char* key, const std::function<void(const Json&)>& read);
    /// Calls `read` for each entry of the object under `key` whose own name is data (a target's).
    void entries(const char* key, const std::function<void(const std::string&, const Json&)>& read);

    /// Remembers that `key` is not what `expected` says.
    void refuse(const std::string& key, const std::string& expected);

private:
    const Json& m_object;
    std::string m_path;
    Problem& m_problem;
};

/// A JSON integer that fits 64 bits with a sign.
std::optional<std::int64_t> integerOf(const Json& value);
/// A JSON number, or null for NaN.
std::optional<double> numberOf(const Json& value);

} // namespace headlight
