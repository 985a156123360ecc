// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/answer_cell.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/utf8.h"
#include "core/datasets/list_fields.h"
#include "core/datasets/question_list.h"

namespace headlight {

namespace {

constexpr std::string_view separator = " | ";
constexpr std::size_t deepestNesting = 8;

/// Python's and JSON's values, as far as answers are made of them. What is read goes on to the answers, one by one.
class Literal {
public:
    Literal(std::string_view text, AnswerReader& answers) : m_text(text), m_answers(answers) {}

    /// Whether the whole text is a value.
    bool read() { return value(0) && (skipSpace(), m_text.empty()); }

private:
    bool startsWith(char c) const { return !m_text.empty() && m_text.front() == c; }
    void skipSpace() { m_text.remove_prefix(std::min(m_text.find_first_not_of(" \t\r\n"), m_text.size())); }
    bool take(std::string_view token)
    {
        skipSpace();
        if (!m_text.starts_with(token))
            return false;
        m_text.remove_prefix(token.size());
        return true;
    }

    bool value(std::size_t depth);
    bool list(char end, std::size_t depth);
    bool array(std::size_t depth);
    bool object(std::size_t depth);
    bool quoted(std::string& text);
    bool escape(std::string& text);
    bool code(std::size_t digits, char32_t& character);
    bool word();

    std::string_view m_text;
    AnswerReader& m_answers;
};

bool Literal::value(std::size_t depth)
{
    if (depth > deepestNesting)
        return false;
    if (take("{"))
        return object(depth);
    if (take("[")) {
        m_answers.beginList();
        return list(']', depth);
    }
    if (take("array("))
        return array(depth);
    if (!startsWith('"') && !startsWith('\''))
        return word();
    std::string text;
    const bool sound = quoted(text);
    m_answers.text(std::move(text));
    return sound;
}

/// After its opening bracket. NumPy leaves the commas out.
bool Literal::list(char end, std::size_t depth)
{
    while (!take({&end, 1}))
        if (m_text.empty() || !value(depth + 1) || (take(","), false))
            return false;
    m_answers.end();
    return true;
}

/// After "array(": a list, and perhaps its type.
bool Literal::array(std::size_t depth)
{
    if (!take("["))
        return false;
    m_answers.beginList();
    if (!list(']', depth))
        return false;
    m_text.remove_prefix(std::min(m_text.find(')'), m_text.size()));
    return take(")");
}

bool Literal::object(std::size_t depth)
{
    m_answers.beginObject();
    while (!take("}")) {
        std::string key;
        if (!(startsWith('"') || startsWith('\'')) || !quoted(key) || !take(":"))
            return false;
        m_answers.key(key);
        if (!value(depth + 1) || (take(","), m_text.empty()))
            return false;
    }
    m_answers.end();
    return true;
}

/// A text in single or double quotes, which is next.
bool Literal::quoted(std::string& text)
{
    const char quote = m_text.front();
    m_text.remove_prefix(1);
    while (!m_text.empty() && m_text.front() != quote) {
        const bool escaped = m_text.front() == '\\';
        if (!escaped)
            text += m_text.front();
        m_text.remove_prefix(1);
        if (escaped && !escape(text))
            return false;
    }
    return take({&quote, 1});
}

/// `digits` hexadecimal ones, which are next.
bool Literal::code(std::size_t digits, char32_t& character)
{
    std::uint32_t value = 0;
    if (m_text.size() < digits ||
        std::from_chars(m_text.data(), m_text.data() + digits, value, 16).ptr != m_text.data() + digits)
        return false;
    m_text.remove_prefix(digits);
    character = value;
    return true;
}

/// After a backslash. An escape that is none keeps it, as in Python.
bool Literal::escape(std::string& text)
{
    constexpr std::array<std::pair<char, char>, 9> signs{{{'n', '\n'},
                                                          {'t', '\t'},
                                                          {'r', '\r'},
                                                          {'b', '\b'},
                                                          {'f', '\f'},
                                                          {'\\', '\\'},
                                                          {'\'', '\''},
                                                          {'"', '"'},
                                                          {'/', '/'}}};
    if (m_text.empty())
        return false;
    const char kind = m_text.front();
    m_text.remove_prefix(1);
    if (kind == 'x' || kind == 'u' || kind == 'U') {
        char32_t first = 0;
        if (!code(kind == 'x' ? 2 : kind == 'u' ? 4 : 8, first))
            return false;
        char32_t second = 0;
        if (first >= 0xD800 && first < 0xDC00 && take("\\u") && code(4, second))
            first = 0x10000 + ((first - 0xD800) << 10U) + ((second - 0xDC00) & 0x3FFU);
        appendUtf8(text, first);
        return true;
    }
    const auto* const sign =
        std::find_if(signs.begin(), signs.end(), [kind](const auto& each) { return each.first == kind; });
    text += sign == signs.end() ? std::string{'\\', kind} : std::string(1, sign->second);
    return true;
}

/// A number or a name.
bool Literal::word()
{
    const std::string word(m_text.substr(0, m_text.find_first_of(",]}) \t\r\n:")));
    m_text.remove_prefix(word.size());
    std::int64_t whole = 0;
    const char* end = word.data() + word.size();
    const auto [rest, problem] = std::from_chars(word.data(), end, whole);
    const bool isWhole = problem == std::errc() && rest == end;
    if (word == "None" || word == "null" || word == "nan" || word == "NaN")
        m_answers.null();
    else if (word == "True" || word == "False" || word == "true" || word == "false")
        m_answers.boolean();
    else if (isWhole || (!word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string::npos))
        m_answers.number(isWhole ? std::optional(whole) : std::nullopt, word);
    else
        return false;
    return true;
}

bool mayBeLiteral(std::string_view cell)
{
    return cell.starts_with('[') || cell.starts_with('{') || cell.starts_with("array(");
}

} // namespace

void readAnswerCell(std::string_view cell, AnswerReader& answers, const Job& job)
{
    cell = trimmedText(cell);
    AnswerReader trial = answers;
    if (mayBeLiteral(cell) && Literal(cell, trial).read()) {
        answers = std::move(trial);
        return;
    }
    answers.beginList();
    for (std::size_t count = 0; !cell.empty() && count <= mostAnswers && !job.stopped(); ++count) {
        const std::size_t end = std::min(cell.find(separator), cell.size());
        answers.text(std::string(cell.substr(0, end)));
        cell.remove_prefix(std::min(cell.size(), end + separator.size()));
    }
    answers.end();
}

} // namespace headlight
