// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/aligned_text.h"

#include <algorithm>

namespace headlight {

AlignedText aligned(std::u32string_view text, std::int64_t begin, std::int64_t end)
{
    AlignedText result;
    result.reserve(static_cast<std::size_t>(end - begin));
    for (std::int64_t i = begin; i < end; ++i)
        result.push_back({text[static_cast<std::size_t>(i)], {i, i + 1}});
    return result;
}

std::u32string charactersOf(std::span<const AlignedCharacter> text)
{
    std::u32string characters;
    characters.reserve(text.size());
    for (const AlignedCharacter& item : text)
        characters += item.character;
    return characters;
}

TextRange sourceOf(std::span<const AlignedCharacter> text)
{
    return {text.front().source.begin, text.back().source.end};
}

AlignedText edited(std::span<const AlignedCharacter> text, std::span<const Edit> edits)
{
    AlignedText result;
    if (text.empty())
        return result;
    result.reserve(edits.size());
    const TextRange start{text.front().source.begin, text.front().source.begin};
    std::size_t taken = 0;
    for (const Edit& edit : edits) {
        const std::size_t from = std::min(edit.change > 0 ? taken - 1 : taken, text.size() - 1);
        result.push_back({edit.character, edit.change > 0 && taken == 0 ? start : text[from].source});
        taken += edit.change > 0 ? 0 : static_cast<std::size_t>(1 - edit.change);
    }
    return result;
}

} // namespace headlight
