// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// Reads a table row by row as RFC 4180 has it, with any separator: a field in double quotes may hold separators, line
/// breaks and, doubled, quotes. Rows end with LF, CR LF or CR; empty lines are skipped. What stands behind a closing
/// quote belongs to the field, and a quote inside a field without quotes is a letter, as Python's csv has it.
class DelimitedText {
public:
    DelimitedText(std::string_view text, char separator) : m_text(text), m_separator(separator) {}

    /// False at the end of the text, and where a quote is not closed.
    bool next();
    const std::vector<std::string>& fields() const { return m_fields; }
    /// Of the row's beginning, from 1.
    std::size_t line() const { return m_line; }
    bool quoteIsOpen() const { return m_quoteIsOpen; }

private:
    bool atLineEnd() const { return m_at == m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
    void skipLineEnd();
    void addQuoted(std::string& field);
    std::string nextField();

    std::string_view m_text;
    char m_separator;
    std::size_t m_at = 0;
    std::size_t m_line = 0;
    std::size_t m_nextLine = 1;
    bool m_quoteIsOpen = false;
    std::vector<std::string> m_fields;
};

inline constexpr std::size_t mostFields = 1'000; ///< of a row; the rest is one more field

} // namespace headlight
