// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_reader.h"

#include <limits>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

constexpr auto remedy = "Download the file again, or correct it.";

} // namespace

std::optional<std::int64_t> integerOf(const Json& value)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > most))
        return {};
    return value.get<std::int64_t>();
}

std::optional<double> numberOf(const Json& value)
{
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

JsonReader::JsonReader(const Json& object, std::string place, JsonNull null)
    : m_object(object),
      m_place(std::move(place)),
      m_null(null)
{
}

JsonReader::JsonReader(const Json& object, const JsonReader& parent, std::string path)
    : m_object(object),
      m_place(parent.m_place),
      m_path(std::move(path)),
      m_null(parent.m_null),
      m_mismatch(parent.m_mismatch)
{
}

Result<void> JsonReader::checked() const
{
    if (!mismatch())
        return {};
    const auto& [key, expected, found, isPlain] = *mismatch();
    return inputError(expected.empty() ? "The key is missing" : "Expected " + expected + ", found " + found,
                      m_place + ", key " + inQuotes(key), remedy);
}

const Json* JsonReader::value(std::string_view key) const
{
    const auto found = m_object.find(key);
    if (mismatch() || found == m_object.end() || (found->is_null() && m_null == JsonNull::Absent))
        return nullptr;
    return &*found;
}

void JsonReader::refuse(std::string_view key, std::string expected)
{
    if (mismatch())
        return;
    const Json* const found = value(key);
    *m_mismatch = JsonMismatch{m_path + std::string(key), std::move(expected), found ? briefly(*found) : "nothing",
                               found && found->is_primitive()};
}

std::string JsonReader::text(std::string_view key, std::string fallback)
{
    const Json* found = value(key);
    if (found && found->is_string())
        return found->get<std::string>();
    if (found)
        refuse(key, "a text");
    return fallback;
}

std::string JsonReader::requiredText(std::string_view key)
{
    if (!has(key))
        refuse(key, {});
    return text(key);
}

std::optional<bool> JsonReader::flag(std::string_view key)
{
    const Json* found = value(key);
    if (found && found->is_boolean())
        return found->get<bool>();
    if (found)
        refuse(key, "true or false");
    return {};
}

bool JsonReader::flag(std::string_view key, bool fallback)
{
    return flag(key).value_or(fallback);
}

std::optional<std::int64_t> JsonReader::wholeNumber(std::string_view key, std::int64_t least, std::int64_t most)
{
    const Json* found = value(key);
    if (!found)
        return {};
    const std::optional<std::int64_t> number = integerOf(*found);
    if (number && *number >= least && *number <= most)
        return number;
    refuse(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return {};
}

std::int64_t JsonReader::wholeNumber(std::string_view key, std::int64_t least, std::int64_t most, std::int64_t fallback)
{
    return wholeNumber(key, least, most).value_or(fallback);
}

std::int64_t JsonReader::requiredWholeNumber(std::string_view key, std::int64_t least, std::int64_t most)
{
    if (!has(key))
        refuse(key, {});
    return wholeNumber(key, least, most, least);
}

std::optional<double> JsonReader::number(std::string_view key)
{
    const Json* found = value(key);
    if (!found)
        return {};
    const std::optional<double> number = numberOf(*found);
    if (!number)
        refuse(key, "a number");
    return number;
}

double JsonReader::number(std::string_view key, double fallback)
{
    return number(key).value_or(fallback);
}

double JsonReader::number(std::string_view key, double least, double most, double fallback)
{
    const Json* found = value(key);
    const std::optional<double> number = found ? numberOf(*found) : fallback;
    if (!found || (number && *number >= least && *number <= most))
        return *number;
    refuse(key, "a number from " + Json(least).dump() + " to " + Json(most).dump());
    return fallback;
}

std::vector<double> JsonReader::numbers(std::string_view key)
{
    std::vector<double> values;
    elements(key, [&](const Json& element) {
        const std::optional<double> number = numberOf(element);
        if (!number)
            refuse(key, "a list of numbers");
        values.push_back(number.value_or(0));
    });
    return values;
}

std::vector<std::string> JsonReader::texts(std::string_view key)
{
    std::vector<std::string> values;
    elements(key, [&](const Json& element) {
        if (element.is_string())
            values.push_back(element.get<std::string>());
        else
            refuse(key, "a list of texts");
    });
    return values;
}

void JsonReader::object(std::string_view key, const std::function<void(JsonReader&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_object())
        return refuse(key, "an object");
    if (found) {
        JsonReader reader(*found, *this, m_path + std::string(key) + '.');
        read(reader);
    }
}

void JsonReader::objects(std::string_view key, const std::function<void(JsonReader&)>& read)
{
    std::size_t index = 0;
    elements(key, [&](const Json& element) {
        if (!element.is_object())
            return refuse(key, "a list of objects");
        JsonReader reader(element, *this, m_path + std::string(key) + '[' + std::to_string(index++) + "].");
        read(reader);
    });
}

void JsonReader::elements(std::string_view key, const std::function<void(const Json&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_array())
        return refuse(key, "a list");
    if (!found)
        return;
    for (const Json& element : *found) {
        if (mismatch())
            return;
        read(element);
    }
}

void JsonReader::entries(std::string_view key, const std::function<void(const std::string&, const Json&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_object())
        return refuse(key, "an object");
    if (!found)
        return;
    for (const auto& [name, entry] : found->items()) {
        if (mismatch())
            return;
        read(name, entry);
    }
}

} // namespace headlight
