// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/json_reader.h"

#include <limits>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"

namespace headlight {

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

JsonReader::JsonReader(const Json& object, std::string path, Problem& problem)
    : m_object(object),
      m_path(std::move(path)),
      m_problem(problem)
{
}

const Json* JsonReader::value(const char* key) const
{
    const auto found = m_object.find(key);
    return m_problem || found == m_object.end() ? nullptr : &*found;
}

void JsonReader::refuse(const std::string& key, const std::string& expected)
{
    if (m_problem)
        return;
    const auto found = m_object.find(key);
    const bool plain = found != m_object.end() && found->is_primitive();
    m_problem =
        "The key " + inQuotes(m_path + key) + " should be " + expected + (plain ? ", not " + briefly(*found) : "");
}

std::string JsonReader::text(const char* key, std::string fallback)
{
    const Json* found = value(key);
    if (found && found->is_string())
        return found->get<std::string>();
    if (found)
        refuse(key, "a text");
    return fallback;
}

bool JsonReader::flag(const char* key, bool fallback)
{
    return flag(key).value_or(fallback);
}

std::optional<bool> JsonReader::flag(const char* key)
{
    const Json* found = value(key);
    if (found && found->is_boolean())
        return found->get<bool>();
    if (found)
        refuse(key, "true or false");
    return {};
}

std::int64_t JsonReader::integer(const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most)
{
    return integer(key, least, most).value_or(fallback);
}

std::optional<std::int64_t> JsonReader::integer(const char* key, std::int64_t least, std::int64_t most)
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

double JsonReader::number(const char* key, double fallback)
{
    return number(key).value_or(fallback);
}

std::optional<double> JsonReader::number(const char* key)
{
    const Json* found = value(key);
    if (!found)
        return {};
    const std::optional<double> number = numberOf(*found);
    if (!number)
        refuse(key, "a number");
    return number;
}

std::vector<double> JsonReader::numbers(const char* key)
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

std::vector<std::string> JsonReader::texts(const char* key)
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

void JsonReader::object(const char* key, const std::function<void(JsonReader&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_object())
        return refuse(key, "an object");
    if (found) {
        JsonReader reader(*found, m_path + key + '.', m_problem);
        read(reader);
    }
}

void JsonReader::objects(const char* key, const std::function<void(JsonReader&)>& read)
{
    std::size_t index = 0;
    elements(key, [&](const Json& element) {
        if (!element.is_object())
            return refuse(key, "a list of objects");
        JsonReader reader(element, m_path + key + '[' + std::to_string(index++) + "].", m_problem);
        read(reader);
    });
}

void JsonReader::elements(const char* key, const std::function<void(const Json&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_array())
        return refuse(key, "a list");
    if (!found)
        return;
    for (const Json& element : *found) {
        if (m_problem)
            return;
        read(element);
    }
}

void JsonReader::entries(const char* key, const std::function<void(const std::string&, const Json&)>& read)
{
    const Json* found = value(key);
    if (found && !found->is_object())
        return refuse(key, "an object");
    if (!found)
        return;
    for (const auto& [name, entry] : found->items()) {
        if (m_problem)
            return;
        read(name, entry);
    }
}

} // namespace headlight
