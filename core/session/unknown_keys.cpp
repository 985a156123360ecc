// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session_json.h"

namespace headlight {

namespace {

/// The same of each element, where one has any.
Json unknownKeysOfList(const Json& original, const Json& known)
{
    Json unknown = Json::array();
    bool any = false;
    for (std::size_t i = 0; i < original.size(); ++i) {
        unknown.push_back(unknownKeysOf(original[i], known[i]));
        any = any || !unknown.back().empty();
    }
    return any ? unknown : Json();
}

// Of what is absent: the values of keys that are not there, what is absent within those that are, and within elements.
constexpr char missingPart[] = "missing";
constexpr char withinPart[] = "within";
constexpr char elementsPart[] = "elements";

bool areListsAlike(const Json& a, const Json& b)
{
    return a.is_array() && b.is_array() && a.size() == b.size();
}

/// `key`, where it still has `value`; of an object that has changed, the members that have not.
void leaveOut(Json& document, const std::string& key, const Json& value)
{
    if (!document.contains(key))
        return;
    if (document[key] == value) {
        document.erase(key);
    } else if (value.is_object()) {
        Json members = Json::object();
        members[missingPart] = value;
        document[key] = withoutAbsentKeys(std::move(document[key]), members);
    }
}

} // namespace

Json unknownKeysOf(const Json& original, const Json& known)
{
    Json unknown = Json::object();
    if (!original.is_object() || !known.is_object())
        return unknown;
    for (const auto& [key, value] : original.items()) {
        if (!known.contains(key)) {
            unknown[key] = value;
            continue;
        }
        const bool list = areListsAlike(value, known[key]) && !value.empty() && value.front().is_object();
        Json nested = list ? unknownKeysOfList(value, known[key]) : unknownKeysOf(value, known[key]);
        if (!nested.empty())
            unknown[key] = std::move(nested);
    }
    return unknown;
}

Json withUnknownKeys(Json document, const Json& unknownKeys)
{
    if (areListsAlike(document, unknownKeys)) {
        for (std::size_t i = 0; i < document.size(); ++i)
            document[i] = withUnknownKeys(std::move(document[i]), unknownKeys[i]);
    } else if (document.is_object() && unknownKeys.is_object()) {
        for (const auto& [key, value] : unknownKeys.items())
            document[key] = document.contains(key) ? withUnknownKeys(std::move(document[key]), value) : value;
    }
    return document;
}

Json absentKeysOf(const Json& original, const Json& known)
{
    Json absent = Json::object();
    if (areListsAlike(original, known) && !known.empty() && known.front().is_object()) {
        for (std::size_t i = 0; i < known.size(); ++i)
            absent[elementsPart].push_back(absentKeysOf(original[i], known[i]));
    } else if (original.is_object() && known.is_object()) {
        for (const auto& [key, value] : known.items()) {
            if (!original.contains(key))
                absent[missingPart][key] = value;
            else if (Json within = absentKeysOf(original[key], value); !within.empty())
                absent[withinPart][key] = std::move(within);
        }
    }
    return absent;
}

Json withoutAbsentKeys(Json document, const Json& absentKeys)
{
    const Json elements = absentKeys.value(elementsPart, Json());
    const Json missing = absentKeys.value(missingPart, Json::object());
    const Json within = absentKeys.value(withinPart, Json::object());
    if (areListsAlike(document, elements)) {
        for (std::size_t i = 0; i < document.size(); ++i)
            document[i] = withoutAbsentKeys(std::move(document[i]), elements[i]);
    } else if (document.is_object()) {
        for (const auto& [key, value] : missing.items())
            leaveOut(document, key, value);
        for (const auto& [key, keys] : within.items())
            if (document.contains(key))
                document[key] = withoutAbsentKeys(std::move(document[key]), keys);
    }
    return document;
}

} // namespace headlight
