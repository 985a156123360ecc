// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalizers/character_pattern.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/text/unicode.h"

namespace headlight {
namespace {

using Set = CharacterPattern::Set;
using Item = CharacterPattern::Item;
using Alternative = CharacterPattern::Alternative;

constexpr std::size_t endless = std::numeric_limits<std::size_t>::max();
constexpr std::size_t longestExpression = 1'000;
constexpr std::size_t mostRepeats = 1'000;
constexpr std::u32string_view plainEscapes = U"\\.[](){}*+?|^$-/'\"";
constexpr std::u32string_view operators = U"()*+?{}^$.";

/// Reads an expression from left to right; `failed()` says that it has something that is not known here.
class Reader {
public:
    explicit Reader(std::u32string_view text) : m_rest(text) {}

    std::vector<Alternative> alternatives()
    {
        std::vector<Alternative> all(1);
        while (!m_rest.empty() && !m_failed) {
            if (takes(U'|'))
                all.emplace_back();
            else
                all.back().push_back(item());
        }
        return all;
    }

    bool failed() const { return m_failed; }

private:
    bool takes(char32_t character)
    {
        if (m_rest.empty() || m_rest.front() != character)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    char32_t next()
    {
        m_failed = m_failed || m_rest.empty();
        const char32_t character = m_rest.empty() ? U'\0' : m_rest.front();
        m_rest.remove_prefix(m_rest.empty() ? 0 : 1);
        return character;
    }

    Item item()
    {
        Item read;
        if (takes(U'['))
            readClass(read.set);
        else
            readCharacter(read.set, operators);
        readRepeats(read);
        return read;
    }

    void readClass(Set& set)
    {
        set.inverted = takes(U'^');
        while (!takes(U']') && !m_failed) {
            readCharacter(set, U"[&");
            if (m_rest.starts_with(U'-') && !m_rest.starts_with(U"-]"))
                readRangeEnd(set);
        }
    }

    void readRangeEnd(Set& set)
    {
        next();
        Set end;
        readCharacter(end, U"[&");
        m_failed = m_failed || set.ranges.empty() || end.ranges.empty();
        if (!m_failed)
            set.ranges.back().last = end.ranges.front().first;
    }

    /// A character that is none of `refused`, or what a backslash makes of it.
    void readCharacter(Set& set, std::u32string_view refused)
    {
        const char32_t character = next();
        if (character == U'\\')
            return readEscape(set);
        m_failed = m_failed || refused.find(character) != refused.npos;
        set.ranges.push_back({character, character});
    }

    void readEscape(Set& set)
    {
        const char32_t character = next();
        set.spaces = set.spaces || character == U's';
        set.inks = set.inks || character == U'S';
        if (character == U's' || character == U'S')
            return;
        constexpr std::u32string_view names = U"nrtfv";
        constexpr std::u32string_view meanings = U"\n\r\t\f\v";
        const std::size_t index = names.find(character);
        m_failed = m_failed || (index == names.npos && plainEscapes.find(character) == plainEscapes.npos);
        const char32_t meant = index == names.npos ? character : meanings[index];
        set.ranges.push_back({meant, meant});
    }

    void readRepeats(Item& read)
    {
        if (takes(U'+'))
            read.most = endless;
        else if (takes(U'{'))
            readBounds(read);
        m_failed = m_failed || read.least == 0 || read.least > read.most || m_rest.starts_with(U'+') ||
                   m_rest.starts_with(U'?') || m_rest.starts_with(U'{');
    }

    void readBounds(Item& read)
    {
        read.least = number();
        read.most = read.least;
        if (takes(U','))
            read.most = m_rest.starts_with(U'}') ? endless : number();
        m_failed = m_failed || !takes(U'}');
    }

    std::size_t number()
    {
        std::size_t value = 0;
        bool any = false;
        for (; !m_rest.empty() && m_rest.front() >= U'0' && m_rest.front() <= U'9'; any = true) {
            value = std::min(value * 10 + (m_rest.front() - U'0'), mostRepeats + 1);
            m_rest.remove_prefix(1);
        }
        m_failed = m_failed || !any || value > mostRepeats;
        return value;
    }

    std::u32string_view m_rest;
    bool m_failed = false;
};

/// Without a repetition before its end, an alternative takes one way alone.
bool isSimple(const Alternative& alternative)
{
    return !alternative.empty() && std::all_of(alternative.begin(), std::prev(alternative.end()),
                                               [](const Item& item) { return item.least == item.most; });
}

/// 0 where it does not match.
std::size_t lengthAt(const Alternative& alternative, std::span<const AlignedCharacter> text)
{
    std::size_t length = 0;
    for (const Item& item : alternative) {
        std::size_t count = 0;
        while (count < item.most && length < text.size() && item.set.holds(text[length].character)) {
            ++count;
            ++length;
        }
        if (count < item.least)
            return 0;
    }
    return length;
}

} // namespace

bool CharacterPattern::Set::holds(char32_t character) const
{
    bool found = std::any_of(ranges.begin(), ranges.end(), [character](const Range& range) {
        return character >= range.first && character <= range.last;
    });
    if (spaces || inks)
        found = found || (isPatternSpace(character) ? spaces : inks);
    return found != inverted;
}

CharacterPattern CharacterPattern::literal(std::u32string_view text)
{
    CharacterPattern pattern;
    Alternative& whole = pattern.m_alternatives.emplace_back();
    for (const char32_t character : text)
        whole.push_back({.set = {.ranges = {{character, character}}}});
    return pattern;
}

Result<CharacterPattern> CharacterPattern::parse(std::string_view expression, const std::string& where)
{
    const std::u32string text = decodeUtf8(expression);
    Reader reader(text);
    CharacterPattern pattern;
    if (text.size() <= longestExpression)
        pattern.m_alternatives = reader.alternatives();
    if (reader.failed() || !std::all_of(pattern.m_alternatives.begin(), pattern.m_alternatives.end(), isSimple) ||
        pattern.m_alternatives.empty())
        return inputError("The regular expression " + inQuotes(expression) +
                              " is not supported; characters, classes and a repetition at the end are",
                          where, "Choose a model with another tokenizer.");
    return pattern;
}

std::size_t CharacterPattern::matchAt(std::span<const AlignedCharacter> text, std::size_t position) const
{
    for (const Alternative& alternative : m_alternatives) {
        if (const std::size_t length = lengthAt(alternative, text.subspan(position)))
            return length;
    }
    return 0;
}

} // namespace headlight
