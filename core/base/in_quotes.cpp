// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/in_quotes.h"

#include <array>
#include <cstdio>

#include "core/base/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t longestShown = 80; // code points

/// What a terminal obeys, and what turns the direction of the text that follows.
bool isControl(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// In a name, invisible characters too: a file could otherwise rewrite the sentence it is quoted in.
bool isShownAsCode(char32_t c)
{
    return isControl(c) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string codeOf(char32_t character)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(character));
    return text.data();
}

/// `characters` as UTF-8, those of which `hidden` is true as their codes.
std::string shown(std::u32string_view characters, bool (*hidden)(char32_t))
{
    std::string text;
    for (const char32_t character : characters) {
        if (hidden(character))
            text += codeOf(character);
        else
            appendUtf8(text, character);
    }
    return text;
}

bool isControlInLines(char32_t c)
{
    return c != U'\n' && isControl(c);
}

} // namespace

std::string inQuotes(std::string_view name)
{
    // No code point takes more than four bytes; a name may be megabytes long.
    const std::u32string characters = decodeUtf8(name.substr(0, 4 * (longestShown + 1)));
    std::string text = "\"";
    text += shown(std::u32string_view(characters).substr(0, longestShown), isShownAsCode);
    return text + (characters.size() > longestShown ? "...\"" : "\"");
}

std::string inOneLine(std::string_view text)
{
    return shown(decodeUtf8(text), isControl);
}

std::string withoutControls(std::string_view text)
{
    return shown(decodeUtf8(text), isControlInLines);
}

std::string withoutMiddle(std::string_view text, std::size_t most)
{
    const std::u32string characters = decodeUtf8(text);
    if (characters.size() <= most)
        return std::string(text);
    const std::u32string_view view(characters);
    return encodeUtf8(view.substr(0, most / 2)) + "..." + encodeUtf8(view.substr(view.size() - most / 2));
}

} // namespace headlight
