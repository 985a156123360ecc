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

} // namespace headlight
