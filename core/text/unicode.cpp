// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unicode.h"

#include <algorithm>
#include <tuple>

#include "core/text/characters.h"
#include "core/text/find_range.h"
#include "core/text/hangul.h"
#include "core/text/unicode_tables.h"

namespace headlight {
namespace {

using tables::ClusterClass;

char32_t composition(char32_t first, char32_t second)
{
    if (const char32_t syllable = hangul::composed(first, second))
        return syllable;
    const auto all = tables::compositions();
    const auto found = std::lower_bound(all.begin(), all.end(), std::tie(first, second),
                                        [](const auto& c, auto pair) { return std::tie(c.first, c.second) < pair; });
    return found != all.end() && found->first == first && found->second == second ? found->composed : 0;
}

void appendCompatible(std::u32string& text, char32_t character)
{
    const auto all = tables::compatibleDecompositions();
    const auto found = std::lower_bound(all.begin(), all.end(), character,
                                        [](const auto& expansion, char32_t c) { return expansion.from < c; });
    if (found == all.end() || found->from != character) {
        appendDecomposition(text, character);
        return;
    }
    const auto parts = tables::expandedCharacters().subspan(found->begin, found->length);
    text.append(parts.begin(), parts.end());
}

struct Part {
    Edit edit;
    int combiningClass;
};

/// Canonical order: each run of combining characters sorted by class.
void reorder(std::vector<Part>& parts)
{
    const auto combines = [](const Part& part) { return part.combiningClass != 0; };
    for (auto begin = parts.begin(); begin != parts.end();) {
        begin = std::find_if(begin, parts.end(), combines);
        const auto end = std::find_if_not(begin, parts.end(), combines);
        std::stable_sort(begin, end, [](const Part& a, const Part& b) { return a.combiningClass < b.combiningClass; });
        begin = end;
    }
}

std::vector<Part> partsOf(const AlignedText& text, bool compatible)
{
    std::vector<Part> parts;
    parts.reserve(text.size());
    std::u32string decomposition;
    for (const AlignedCharacter& item : text) {
        decomposition.clear();
        if (item.character < 0x80)
            decomposition += item.character;
        else
            compatible ? appendCompatible(decomposition, item.character)
                       : appendDecomposition(decomposition, item.character);
        for (std::size_t i = 0; i < decomposition.size(); ++i)
            parts.push_back({{decomposition[i], i == 0 ? 0 : 1}, combiningClass(decomposition[i])});
    }
    reorder(parts);
    return parts;
}

AlignedText withEdits(const AlignedText& text, const std::vector<Part>& parts)
{
    std::vector<Edit> edits;
    edits.reserve(parts.size());
    for (const Part& part : parts)
        edits.push_back(part.edit);
    return edited(text, edits);
}

/// Puts parts together from left to right: the last starter takes each mark that composes with it and is not blocked.
class Composer {
public:
    explicit Composer(std::size_t size) { m_done.reserve(size); }

    void add(const Part& part)
    {
        if (!m_hasStarter)
            return begin(part);
        const bool free = m_marks.empty() || m_marks.back().combiningClass < part.combiningClass;
        const char32_t composed = free ? composition(m_starter.edit.character, part.edit.character) : 0;
        if (composed != 0)
            m_starter.edit = {composed, m_starter.edit.change + part.edit.change - 1};
        else if (part.combiningClass == 0)
            begin(part);
        else
            m_marks.push_back(part);
    }

    std::vector<Part> finished()
    {
        flush();
        return std::move(m_done);
    }

private:
    void begin(const Part& part)
    {
        flush();
        m_hasStarter = part.combiningClass == 0;
        if (m_hasStarter)
            m_starter = part;
        else
            m_done.push_back(part);
    }

    void flush()
    {
        if (m_hasStarter)
            m_done.push_back(m_starter);
        m_done.insert(m_done.end(), m_marks.begin(), m_marks.end());
        m_marks.clear();
        m_hasStarter = false;
    }

    std::vector<Part> m_done;
    std::vector<Part> m_marks; ///< after the starter, that did not compose
    Part m_starter{};
    bool m_hasStarter = false;
};

ClusterClass clusterClass(char32_t character)
{
    if (character >= 0x20 && character < 0x7F)
        return ClusterClass::other;
    if (character == U'\r')
        return ClusterClass::carriageReturn;
    if (character == U'\n')
        return ClusterClass::lineFeed;
    if (hangul::isSyllable(character))
        return hangul::isPair(character) ? ClusterClass::hangulPair : ClusterClass::hangulTriple;
    const auto* range = findRange(tables::clusterClasses(), character);
    return range == nullptr ? ClusterClass::other : range->value;
}

bool breaksAlways(ClusterClass value)
{
    return value == ClusterClass::control || value == ClusterClass::carriageReturn || value == ClusterClass::lineFeed;
}

/// Rules GB6 to GB8.
bool joinsHangul(ClusterClass before, ClusterClass after)
{
    using enum ClusterClass;
    if (before == leading)
        return after == leading || after == vowel || after == hangulPair || after == hangulTriple;
    if (before == hangulPair || before == vowel)
        return after == vowel || after == trailing;
    return (before == hangulTriple || before == trailing) && after == trailing;
}

/// What decides whether a cluster goes on, besides the two characters at the boundary.
class ClusterState {
public:
    void take(char32_t character, ClusterClass value)
    {
        m_regionals += value == ClusterClass::regional ? 1 : 0;
        m_joined = value == ClusterClass::joiner && m_pictographic;
        m_pictographic = value == ClusterClass::pictographic || (value == ClusterClass::extend && m_pictographic);
        if (value == ClusterClass::consonant)
            m_conjunct = 1;
        else if (m_conjunct > 0 && findRange(tables::conjunctLinkers(), character) != nullptr)
            m_conjunct = 2;
        else if (m_conjunct > 0 && findRange(tables::conjunctExtenders(), character) == nullptr)
            m_conjunct = 0;
        m_last = value;
    }

    bool goesOnWith(ClusterClass next) const
    {
        using enum ClusterClass;
        if (m_last == carriageReturn && next == lineFeed)
            return true;
        if (breaksAlways(m_last) || breaksAlways(next))
            return false;
        if (next == extend || next == joiner || next == spacingMark || m_last == prepend || joinsHangul(m_last, next))
            return true;
        if (next == regional)
            return m_last == regional && m_regionals % 2 == 1;
        return (next == consonant && m_conjunct == 2) || (next == pictographic && m_joined);
    }

private:
    ClusterClass m_last = ClusterClass::other;
    int m_regionals = 0;
    bool m_pictographic = false; ///< a pictograph, and only extenders since
    bool m_joined = false;       ///< and then a joiner
    int m_conjunct = 0;          ///< 1: a consonant, and only extenders since; 2: a linker among them
};

} // namespace

bool isLetter(char32_t character)
{
    if (character < 0x80)
        return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
    return findRange(tables::letters(), character) != nullptr;
}

bool isNumber(char32_t character)
{
    if (character < 0x80)
        return character >= U'0' && character <= U'9';
    return findRange(tables::numbers(), character) != nullptr;
}

bool isPatternSpace(char32_t character)
{
    return findRange(tables::patternSpaces(), character) != nullptr;
}

bool isCombiningMark(char32_t character)
{
    return character >= 0x300 && findRange(tables::combiningMarks(), character) != nullptr;
}

AlignedText decomposed(const AlignedText& text, bool compatible)
{
    return withEdits(text, partsOf(text, compatible));
}

AlignedText composed(const AlignedText& text, bool compatible)
{
    Composer composer(text.size());
    for (const Part& part : partsOf(text, compatible))
        composer.add(part);
    return withEdits(text, composer.finished());
}

AlignedText inLowerCase(const AlignedText& text)
{
    AlignedText result;
    result.reserve(text.size());
    std::u32string lower;
    for (const AlignedCharacter& item : text) {
        lower.clear();
        appendLowerCase(lower, item.character);
        for (const char32_t character : lower)
            result.push_back({character, item.source});
    }
    return result;
}

std::size_t clusterEnd(std::span<const AlignedCharacter> text, std::size_t begin)
{
    ClusterState state;
    std::size_t end = begin;
    do {
        state.take(text[end].character, clusterClass(text[end].character));
        ++end;
    } while (end < text.size() && state.goesOnWith(clusterClass(text[end].character)));
    return end;
}

} // namespace headlight
