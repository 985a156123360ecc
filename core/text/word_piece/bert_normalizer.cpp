// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_piece/bert_normalizer.h"

#include <vector>

#include "core/text/characters.h"
#include "core/text/unicode.h"

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

AlignedText withoutAccents(const AlignedText& text)
{
    AlignedText result = decomposed(text, false);
    std::erase_if(result, [](const AlignedCharacter& item) { return isNonspacingMark(item.character); });
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
    return options.lowerCase ? inLowerCase(text) : text;
}

} // namespace headlight
