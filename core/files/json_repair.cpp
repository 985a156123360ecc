// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace headlight {
namespace {

constexpr std::size_t escapeSize = 6; // of \uXXXX
constexpr std::string_view notANumber = "0e0";
constexpr std::string_view white = " \t\r\n";
constexpr std::string_view between = " \t\r\n,:[]{}\""; // what a number or word ends at

std::optional<double> notFiniteNamed(std::string_view word)
{
    if (word == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (word == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (word == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    return {};
}

/// The number of an escape \uXXXX at `place`, or 0.
unsigned escapeAt(std::string_view text, std::size_t place)
{
    const std::string_view escape = text.substr(std::min(place, text.size()), escapeSize);
    unsigned number = 0;
    if (escape.size() == escapeSize && escape.starts_with("\\u"))
        std::from_chars(escape.data() + 2, escape.data() + escapeSize, number, 16);
    return number;
}

bool isFirstHalf(unsigned number)
{
    return number >= 0xD800 && number < 0xDC00;
}

bool isSecondHalf(unsigned number)
{
    return number >= 0xDC00 && number < 0xE000;
}

/// Walks through the text once, and changes it in place.
class Repairer {
public:
    explicit Repairer(std::string_view text) { m_repaired.text = text; }

    RepairedJson repaired()
    {
        while (m_place < text().size()) {
            if (text()[m_place] == '"')
                passString();
            else if (between.find(text()[m_place]) == std::string_view::npos)
                passWord();
            else
                ++m_place;
        }
        if (!m_repaired.isChanged())
            m_repaired.text.clear();
        return std::move(m_repaired);
    }

private:
    std::string& text() { return m_repaired.text; }

    void passString()
    {
        for (++m_place; m_place < text().size() && text()[m_place] != '"';)
            m_place += text()[m_place] == '\\' ? passEscape() : 1;
        m_place = std::min(m_place + 1, text().size());
        const std::size_t next = text().find_first_not_of(white, m_place);
        if (next == std::string::npos || text()[next] != ':') // else it is a key
            ++m_values;
    }

    /// How long the escape is. A pair of halves is one character.
    std::size_t passEscape()
    {
        const unsigned number = escapeAt(text(), m_place);
        if (isFirstHalf(number) && isSecondHalf(escapeAt(text(), m_place + escapeSize)))
            return 2 * escapeSize;
        if (isFirstHalf(number) || isSecondHalf(number)) {
            text().replace(m_place, escapeSize, "\\ufffd");
            ++m_repaired.surrogates;
        }
        return number > 0 ? escapeSize : 2;
    }

    void passWord()
    {
        const std::size_t end = std::min(text().find_first_of(between, m_place), text().size());
        const std::string word = text().substr(m_place, std::min<std::size_t>(end - m_place, 16));
        if (const auto value = notFiniteNamed(word)) {
            const std::string blanks(word.size() - notANumber.size(), ' ');
            text().replace(m_place, word.size(), std::string(notANumber) + blanks);
            m_repaired.notFinite.emplace_back(m_values, *value);
        }
        ++m_values;
        m_place = end;
    }

    RepairedJson m_repaired;
    std::size_t m_place = 0;
    std::size_t m_values = 0; ///< passed so far
};

/// A glance, so that sound texts of many MiB are not copied.
bool mayNeedRepair(std::string_view text)
{
    constexpr std::array<std::string_view, 4> signs{"\\ud", "\\uD", "NaN", "Infinity"};
    return std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return text.find(sign) != text.npos; });
}

} // namespace

RepairedJson repairedJson(std::string_view text)
{
    return mayNeedRepair(text) ? Repairer(text).repaired() : RepairedJson();
}

bool isNotANumber(std::string_view number)
{
    return number == notANumber;
}

std::string numberAsWritten(std::string number)
{
    const std::size_t point = number.find_first_not_of("0123456789+-eE");
    if (point != std::string::npos)
        number[point] = '.';
    return number;
}

std::string surrogatesText(std::size_t surrogates)
{
    if (surrogates == 0)
        return {};
    return std::to_string(surrogates) + (surrogates == 1 ? " escape of half a surrogate pair is read as U+FFFD"
                                                         : " escapes of half a surrogate pair are read as U+FFFD");
}

} // namespace headlight
