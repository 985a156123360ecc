// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/in_quotes.h"

#include <array>
#include <cstdio>

#include "core/base/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t longestShown = 80; // code points

/// Bidirectional controls too: a file could otherwise rewrite the sentence it is quoted in.
bool isShownAsCode(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string codeOf(char32_t character)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(character));
    return text.data();
}

} // namespace

std::string inQuotes(std::string_view name)
{
    // No code point takes more than four bytes; a name may be megabytes long.
    const std::u32string characters = decodeUtf8(name.substr(0, 4 * (longestShown + 1)));
    std::string text = "\"";
    for (const char32_t character : std::u32string_view(characters).substr(0, longestShown)) {
        if (isShownAsCode(character))
            text += codeOf(character);
        else
            appendUtf8(text, character);
    }
    return text + (characters.size() > longestShown ? "...\"" : "\"");
}

} // namespace headlight
