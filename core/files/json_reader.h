// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// Sorted keys: looking one up stays cheap in an object of a million keys, which nlohmann::ordered_json does not
/// promise.
using Json = nlohmann::json;

/// What the value under a key should have been, and is not.
struct JsonMismatch {
    std::string key;      ///< after those of the objects around it: "answer.start", "windows[2].offset"
    std::string expected; ///< such as "a text"; empty where the key is missing
    std::string found;    ///< the value as a message names it, or "nothing"
    bool isPlain = false; ///< the value is neither a list nor an object
};

/// What null under a key means: in files of models, that the key might as well be absent; in sessions it is a value,
/// that of numbers that are not finite.
enum class JsonNull { Absent, Value };

/// Reads the values of an object by their keys, and of the objects in it. A key that is absent gives the fallback, or
/// nothing where there is none. The first value that is not as expected is kept, for all readers of the document;
/// everything after it reads as absent, and means nothing.
class JsonReader {
public:
    /// Of an object that outlives the reader; any other value reads as an empty object. `place`, for errors, is the
    /// file and what the object is in it.
    JsonReader(const Json& object, std::string place, JsonNull null = JsonNull::Absent);
    JsonReader(const JsonReader&) = delete;
    JsonReader& operator=(const JsonReader&) = delete;
    ~JsonReader() = default;

    const std::optional<JsonMismatch>& mismatch() const { return *m_mismatch; }
    /// The mismatch as an error, with the place and the key.
    Result<void> checked() const;

    /// Null where the key is absent.
    const Json* value(std::string_view key) const;
    bool has(std::string_view key) const { return value(key) != nullptr; }

    std::string text(std::string_view key, std::string fallback = {});
    std::string requiredText(std::string_view key);
    std::optional<bool> flag(std::string_view key);
    bool flag(std::string_view key, bool fallback);
    std::optional<std::int64_t> wholeNumber(std::string_view key, std::int64_t least, std::int64_t most);
    std::int64_t wholeNumber(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback);
    /// `least` where it is missing.
    std::int64_t requiredWholeNumber(std::string_view key, std::int64_t least, std::int64_t most);
    /// null, where it is a value, is NaN.
    std::optional<double> number(std::string_view key);
    double number(std::string_view key, double fallback);
    double number(std::string_view key, double least, double most, double fallback);
    std::vector<double> numbers(std::string_view key);
    std::vector<std::string> texts(std::string_view key);

    /// Calls `read` with a reader of the object under `key`, if there is one.
    void object(std::string_view key, const std::function<void(JsonReader&)>& read);
    /// Calls `read` for each object of the list under `key`.
    void objects(std::string_view key, const std::function<void(JsonReader&)>& read);
    /// Calls `read` for each element of the list under `key`.
    void elements(std::string_view key, const std::function<void(const Json&)>& read);
    /// Calls `read` for each entry of the object under `key` whose own name is data (a target's).
    void entries(std::string_view key, const std::function<void(const std::string&, const Json&)>& read);

    /// Keeps that the value under `key` is not what `expected` says, unless another mismatch was found before.
    void refuse(std::string_view key, std::string expected);

private:
    /// Of an object in the parent's; `path` is what its keys begin with.
    JsonReader(const Json& object, const JsonReader& parent, std::string path);

    const Json& m_object;
    std::string m_place;
    std::string m_path;
    JsonNull m_null;
    std::optional<JsonMismatch> m_own; ///< of the document's first reader, for all of them
    std::optional<JsonMismatch>* m_mismatch = &m_own;
};

/// A JSON integer that fits 64 bits with a sign.
std::optional<std::int64_t> integerOf(const Json& value);
/// A JSON number, or null for NaN.
std::optional<double> numberOf(const Json& value);

} // namespace headlight
