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
        const bool list = value.is_array() && known[key].is_array() && value.size() == known[key].size() &&
                          !value.empty() && value.front().is_object();
        Json nested = list ? unknownKeysOfList(value, known[key]) : unknownKeysOf(value, known[key]);
        if (!nested.empty())
            unknown[key] = std::move(nested);
    }
    return unknown;
}

Json withUnknownKeys(Json document, const Json& unknownKeys)
{
    if (document.is_array() && unknownKeys.is_array() && document.size() == unknownKeys.size()) {
        for (std::size_t i = 0; i < document.size(); ++i)
            document[i] = withUnknownKeys(std::move(document[i]), unknownKeys[i]);
    } else if (document.is_object() && unknownKeys.is_object()) {
        for (const auto& [key, value] : unknownKeys.items())
            document[key] = document.contains(key) ? withUnknownKeys(std::move(document[key]), value) : value;
    }
    return document;
}

} // namespace headlight
