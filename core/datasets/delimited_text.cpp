// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/delimited_text.h"

#include <algorithm>

namespace headlight {

void DelimitedText::skipLineEnd()
{
    const bool both = m_text.substr(m_at).starts_with("\r\n");
    m_at += both ? 2 : 1;
    ++m_nextLine;
}

/// From behind the opening quote to behind the closing one.
void DelimitedText::addQuoted(std::string& field)
{
    for (;;) {
        const std::size_t quote = m_text.find('"', m_at);
        m_quoteIsOpen = quote == std::string_view::npos;
        const std::string_view inside = m_text.substr(m_at, quote - m_at);
        field += inside;
        m_nextLine += static_cast<std::size_t>(std::count(inside.begin(), inside.end(), '\n'));
        m_at = m_quoteIsOpen ? m_text.size() : quote + 1;
        if (m_at == m_text.size() || m_text[m_at] != '"')
            return;
        field += '"';
        ++m_at;
    }
}

std::string DelimitedText::nextField()
{
    std::string field;
    if (m_at < m_text.size() && m_text[m_at] == '"') {
        ++m_at;
        addQuoted(field);
    }
    const std::size_t begin = m_at;
    const bool rest = m_fields.size() >= mostFields;
    while (!atLineEnd() && (rest || m_text[m_at] != m_separator))
        ++m_at;
    return field.append(m_text.substr(begin, m_at - begin));
}

bool DelimitedText::next()
{
    while (m_at < m_text.size() && atLineEnd())
        skipLineEnd();
    m_line = m_nextLine;
    m_fields.clear();
    if (m_at == m_text.size())
        return false;
    m_fields.push_back(nextField());
    while (!atLineEnd()) {
        ++m_at; // the separator
        m_fields.push_back(nextField());
    }
    if (m_at < m_text.size())
        skipLineEnd();
    return !m_quoteIsOpen;
}

} // namespace headlight
