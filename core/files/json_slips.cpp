// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/json_slips.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace headlight {
namespace {

constexpr std::array<std::string_view, 3> notNumbers{"-Infinity", "Infinity", "NaN"};
constexpr std::string_view zero = "0e0";

/// Goes through a text and changes it in place.
class Mender {
public:
    explicit Mender(std::string_view json) { m_mended.text = json; }

    MendedJson take()
    {
        for (m_at = 0; m_at < m_mended.text.size(); ++m_at) {
            if (m_mended.text[m_at] == '"')
                m_inside = !m_inside;
            else if (m_inside && m_mended.text[m_at] == '\\')
                mendEscape();
            else if (!m_inside)
                mendNumber();
        }
        return std::move(m_mended);
    }

private:
    /// The value of the escape \uXXXX at `at`; 0 where none stands there.
    unsigned unitAt(std::size_t at) const
    {
        const std::string& text = m_mended.text;
        unsigned unit = 0;
        if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
            return 0;
        const char* end = text.data() + at + 6;
        return std::from_chars(text.data() + at + 2, end, unit, 16).ptr == end ? unit : 0;
    }
    static bool isHigh(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
    static bool isLow(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

    void mendEscape()
    {
        const unsigned unit = unitAt(m_at);
        const bool pair = isHigh(unit) && isLow(unitAt(m_at + 6));
        if (!pair && (isHigh(unit) || isLow(unit))) {
            m_mended.text.replace(m_at, 6, "\\ufffd");
            ++m_mended.halves;
        }
        m_at += pair ? 11 : 1; // the character behind a backslash ends nothing
    }

    void mendNumber()
    {
        for (const std::string_view word : notNumbers)
            if (std::string_view(m_mended.text).substr(m_at).starts_with(word)) {
                m_mended.text.replace(m_at, word.size(),
                                      std::string(zero) + std::string(word.size() - zero.size(), ' '));
                m_at += word.size() - 1;
                return;
            }
    }

    MendedJson m_mended;
    std::size_t m_at = 0;
    bool m_inside = false; ///< a string
};

bool mayHaveSlips(std::string_view json)
{
    return json.find("\\ud") != std::string_view::npos || json.find("\\uD") != std::string_view::npos ||
           json.find("NaN") != std::string_view::npos || json.find("Infinity") != std::string_view::npos;
}

} // namespace

MendedJson mendedJson(std::string_view json)
{
    return mayHaveSlips(json) ? Mender(json).take() : MendedJson();
}

bool isNotANumber(std::string_view number)
{
    return number == zero;
}

} // namespace headlight
