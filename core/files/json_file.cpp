// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_file.h"

#include <cmath>
#include <span>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/foreign_file.h"
#include "core/files/json_repair.h"

namespace headlight {
namespace {

constexpr int deepestNesting = 32;
constexpr std::size_t mostValues = 4'000'000; // some hundred megabytes, whatever they are
constexpr auto remedy = "Download the file again, or correct it.";

const nlohmann::json nothing;

/// Ends the parsing of a text that is well-formed, but asks for too much.
struct TooMuch {
    std::string what;
};

/// Objects and lists deep inside each other would exhaust the stack of whoever walks them; a list of empty lists takes
/// twenty times the memory of its text.
class Limits {
public:
    /// `notFinite`: the numbers that stand as zeros in a repaired text.
    explicit Limits(std::span<const std::pair<std::size_t, double>> notFinite = {}) : m_notFinite(notFinite) {}

    bool operator()(int depth, nlohmann::json::parse_event_t event, nlohmann::json& value)
    {
        using Event = nlohmann::json::parse_event_t;
        if (depth > deepestNesting)
            throw TooMuch{"Lists and objects are nested deeper than " + std::to_string(deepestNesting) + " levels"};
        const bool begins = event == Event::value || event == Event::object_start || event == Event::array_start;
        m_values += begins ? 1 : 0;
        if (m_values > mostValues)
            throw TooMuch{"There are more than " + std::to_string(mostValues) + " values"};
        if (event == Event::value)
            restore(value);
        return true;
    }

private:
    void restore(nlohmann::json& value)
    {
        if (m_plainValues++ != (m_notFinite.empty() ? std::string_view::npos : m_notFinite.front().first))
            return;
        value = m_notFinite.front().second;
        m_notFinite = m_notFinite.subspan(1);
    }

    std::span<const std::pair<std::size_t, double>> m_notFinite; ///< that are still to come
    std::size_t m_values = 0;
    std::size_t m_plainValues = 0; ///< neither lists nor objects
};

Failure notJson(std::string_view text, const std::string& fileName, std::size_t byte)
{
    const ForeignFile foreign = recogniseForeignFile(std::as_bytes(std::span(text)));
    if (!foreign.what.empty() && !text.starts_with('{'))
        return inputError(foreign.what, fileName, foreign.remedy);
    return inputError("This is not well-formed JSON", fileName + ", byte " + std::to_string(byte), remedy);
}

/// What is not JSON by the standard, but as programs write it.
nlohmann::json parseRepaired(std::string_view text, const nlohmann::json::parse_error& error,
                             const std::string& fileName, std::string* remark)
{
    const RepairedJson repaired = repairedJson(text);
    if (!repaired.isChanged() || (repaired.surrogates > 0 && remark == nullptr))
        throw error;
    auto json = nlohmann::json::parse(repaired.text, Limits(repaired.notFinite));
    if (repaired.surrogates > 0)
        remark->append(remark->empty() ? "" : " ").append(fileName + ": " + surrogatesText(repaired.surrogates) + ".");
    return json;
}

nlohmann::json parseStrictlyOrRepaired(std::string_view text, const std::string& fileName, std::string* remark)
{
    try {
        return nlohmann::json::parse(text.begin(), text.end(), Limits());
    } catch (const nlohmann::json::parse_error& error) {
        return parseRepaired(text, error, fileName, remark);
    }
}

std::string notFiniteText(double number)
{
    return std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
}

} // namespace

std::string briefly(const nlohmann::json& value)
{
    if (value.is_object())
        return "an object";
    if (value.is_array())
        return "a list";
    if (value.is_number_float() && !std::isfinite(value.get<double>()))
        return notFiniteText(value.get<double>());
    return value.is_string() ? inQuotes(value.get_ref<const std::string&>()) : value.dump();
}

Result<nlohmann::json> parseJson(std::string_view text, const std::string& fileName, std::string* remark)
try {
    return parseStrictlyOrRepaired(text, fileName, remark);
} catch (const TooMuch& limit) {
    return inputError(limit.what, fileName, remedy);
} catch (const nlohmann::json::parse_error& error) {
    return notJson(text, fileName, error.byte > 0 ? error.byte - 1 : 0); // the parser counts from 1
} catch (const nlohmann::json::exception&) {
    return inputError("A number is too large", fileName, remedy);
} catch (const std::exception&) {
    return inputError("There is not enough memory to read this file", fileName, "Close other programs.");
}

Result<nlohmann::json> parseJsonObject(std::string_view text, const std::string& fileName, std::string* remark)
{
    auto json = parseJson(text, fileName, remark);
    if (json && !json->is_object())
        return inputError("Expected an object, found " + briefly(*json), fileName, remedy);
    return json;
}

Result<nlohmann::json> readJsonObject(const std::filesystem::path& file, std::uint64_t limit, std::string* remark)
{
    const auto bytes = readFile(file, limit);
    if (!bytes)
        return Failure(bytes.error());
    return parseJsonObject({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string(), remark);
}

JsonFields::JsonFields(const nlohmann::json& object, std::string fileName)
    : m_object(object),
      m_fileName(std::move(fileName))
{
}

const nlohmann::json& JsonFields::value(const std::string& key) const
{
    const auto found = m_object.find(key);
    return found == m_object.end() ? nothing : *found;
}

bool JsonFields::missing(const std::string& key, bool hasFallback)
{
    if (has(key))
        return false;
    if (!hasFallback && !m_error)
        m_error = Error{ErrorKind::Input, "The key is missing", m_fileName + ", key " + inQuotes(key), remedy};
    return true;
}

void JsonFields::expected(const std::string& key, const std::string& expectation)
{
    if (!m_error)
        m_error = Error{ErrorKind::Input, "Expected " + expectation + ", found " + briefly(value(key)),
                        m_fileName + ", key " + inQuotes(key), remedy};
}

std::int64_t JsonFields::wholeNumber(const std::string& key, std::int64_t least, std::int64_t most,
                                     std::optional<std::int64_t> fallback)
{
    if (missing(key, fallback.has_value()))
        return fallback.value_or(least);
    const nlohmann::json& found = value(key);
    const bool large = found.is_number_unsigned() && found.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    if (found.is_number_integer() && !large && found.get<std::int64_t>() >= least && found.get<std::int64_t>() <= most)
        return found.get<std::int64_t>();
    expected(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return least;
}

double JsonFields::number(const std::string& key, double least, double most, double fallback)
{
    if (missing(key, true))
        return fallback;
    const nlohmann::json& found = value(key);
    if (found.is_number() && found.get<double>() >= least && found.get<double>() <= most)
        return found.get<double>();
    expected(key, "a number from " + nlohmann::json(least).dump() + " to " + nlohmann::json(most).dump());
    return fallback;
}

bool JsonFields::flag(const std::string& key, bool fallback)
{
    if (missing(key, true))
        return fallback;
    if (value(key).is_boolean())
        return value(key).get<bool>();
    expected(key, "true or false");
    return fallback;
}

std::string JsonFields::text(const std::string& key, const std::optional<std::string>& fallback)
{
    if (missing(key, fallback.has_value()))
        return fallback.value_or(std::string());
    if (value(key).is_string())
        return value(key).get<std::string>();
    expected(key, "a text");
    return fallback.value_or(std::string());
}

} // namespace headlight
