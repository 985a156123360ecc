// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_piece/bert_normalizer.h"

#include <algorithm>
#include <string>

#include "core/text/characters.h"

namespace headlight {
namespace {

AlignedText cleaned(const AlignedText& text)
{
    AlignedText result;
    result.reserve(text.size());
    for (const AlignedCharacter& item : text) {
        if (!isRemovedControl(item.character))
            result.push_back({isWhitespace(item.character) ? U' ' : item.character, item.source});
    }
    return result;
}

AlignedText withSpacedChinese(const AlignedText& text)
{
    AlignedText result;
    result.reserve(text.size());
    for (const AlignedCharacter& item : text) {
        if (isCjk(item.character))
            result.insert(result.end(), {{U' ', item.source}, item, {U' ', item.source}});
        else
            result.push_back(item);
    }
    return result;
}

/// A character of decomposed text; `leads` is the first one that a character of the text decomposes into.
struct Part {
    char32_t character;
    int combiningClass;
    bool leads;
};

std::vector<Part> decomposed(const AlignedText& text)
{
    std::vector<Part> parts;
    parts.reserve(text.size());
    std::u32string decomposition;
    for (const AlignedCharacter& item : text) {
        decomposition.clear();
        appendDecomposition(decomposition, item.character);
        for (std::size_t i = 0; i < decomposition.size(); ++i)
            parts.push_back({decomposition[i], combiningClass(decomposition[i]), i == 0});
    }
    return parts;
}

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

/// The text decomposed, without its accents. As in the reference, sources do not move with the marks that reordering
/// moves: the n-th leading part has the n-th character's source, and what follows it shares that.
AlignedText withoutAccents(const AlignedText& text)
{
    std::vector<Part> parts = decomposed(text);
    reorder(parts);
    AlignedText result;
    result.reserve(parts.size());
    std::size_t leaders = 0;
    for (const Part& part : parts) {
        leaders += part.leads ? 1 : 0;
        if (!isNonspacingMark(part.character))
            result.push_back({part.character, text[leaders == 0 ? 0 : leaders - 1].source});
    }
    return result;
}

AlignedText lowerCased(const AlignedText& text)
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

} // namespace

AlignedText normalized(AlignedText text, const NormalizerOptions& options)
{
    if (options.cleanText)
        text = cleaned(text);
    if (options.spaceChinese)
        text = withSpacedChinese(text);
    if (options.stripAccents.value_or(options.lowerCase))
        text = withoutAccents(text);
    return options.lowerCase ? lowerCased(text) : text;
}

} // namespace headlight
