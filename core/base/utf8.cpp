// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <algorithm>

namespace headlight {
namespace {

constexpr char32_t replacement = 0xFFFD;

struct Decoded {
    char32_t character;
    std::size_t length; ///< in bytes; 0 for a bad byte
};

unsigned byteAt(std::string_view utf8, std::size_t position)
{
    return static_cast<unsigned char>(utf8[position]);
}

bool isContinuation(unsigned byte)
{
    return (byte & 0xC0U) == 0x80U;
}

/// The length that a first byte announces; 0 if no sequence begins with it.
std::size_t sequenceLength(unsigned first)
{
    if (first < 0x80U)
        return 1;
    if (first >= 0xC2U && first < 0xE0U)
        return 2;
    if (first >= 0xE0U && first < 0xF0U)
        return 3;
    return first >= 0xF0U && first < 0xF5U ? 4 : 0;
}

bool isScalar(char32_t character)
{
    return character < 0xD800 || (character > 0xDFFF && character <= 0x10FFFF);
}

/// Two-byte overlong forms are already ruled out by the first byte.
bool isShortest(char32_t character, std::size_t length)
{
    return length < 3 || character >= (length == 3 ? 0x800U : 0x10000U);
}

Decoded decodeAt(std::string_view utf8, std::size_t position)
{
    const unsigned first = byteAt(utf8, position);
    const std::size_t length = sequenceLength(first);
    if (length == 1)
        return {first, 1};
    if (length == 0 || length > utf8.size() - position)
        return {replacement, 0};
    char32_t character = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned byte = byteAt(utf8, position + i);
        if (!isContinuation(byte))
            return {replacement, 0};
        character = (character << 6U) | (byte & 0x3FU);
    }
    if (!isShortest(character, length) || !isScalar(character))
        return {replacement, 0};
    return {character, length};
}

std::size_t stepAt(std::string_view utf8, std::size_t position)
{
    return std::max<std::size_t>(1, decodeAt(utf8, position).length);
}

} // namespace

std::u32string decodeUtf8(std::string_view utf8)
{
    std::u32string text;
    text.reserve(utf8.size());
    for (std::size_t position = 0; position < utf8.size();) {
        const Decoded decoded = decodeAt(utf8, position);
        text += decoded.character;
        position += std::max<std::size_t>(1, decoded.length);
    }
    return text;
}

void appendUtf8(std::string& utf8, char32_t character)
{
    const char32_t c = isScalar(character) ? character : replacement;
    const auto continuation = [c](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80)
        utf8 += static_cast<char>(c);
    else if (c < 0x800)
        utf8.append({static_cast<char>(0xC0U | (c >> 6U)), continuation(0)});
    else if (c < 0x10000)
        utf8.append({static_cast<char>(0xE0U | (c >> 12U)), continuation(6), continuation(0)});
    else
        utf8.append({static_cast<char>(0xF0U | (c >> 18U)), continuation(12), continuation(6), continuation(0)});
}

std::string encodeUtf8(std::u32string_view text)
{
    std::string utf8;
    utf8.reserve(text.size());
    for (const char32_t character : text)
        appendUtf8(utf8, character);
    return utf8;
}

std::size_t findInvalidUtf8(std::string_view utf8)
{
    for (std::size_t position = 0; position < utf8.size();) {
        const std::size_t length = decodeAt(utf8, position).length;
        if (length == 0)
            return position;
        position += length;
    }
    return std::string_view::npos;
}

bool isValidUtf8(std::string_view utf8)
{
    return findInvalidUtf8(utf8) == std::string_view::npos;
}

std::string repairedUtf8(std::string_view utf8)
{
    return isValidUtf8(utf8) ? std::string(utf8) : encodeUtf8(decodeUtf8(utf8));
}

std::int64_t codePointCount(std::string_view utf8)
{
    return codePointOffset(utf8, utf8.size());
}

std::size_t byteOffset(std::string_view utf8, std::int64_t codePoint)
{
    std::size_t position = 0;
    for (std::int64_t i = 0; i < codePoint && position < utf8.size(); ++i)
        position += stepAt(utf8, position);
    return position;
}

std::int64_t codePointOffset(std::string_view utf8, std::size_t byte)
{
    std::int64_t count = 0;
    for (std::size_t position = 0; position < utf8.size(); ++count) {
        position += stepAt(utf8, position);
        if (position > byte)
            break;
    }
    return count;
}

std::string_view codePointRange(std::string_view utf8, std::int64_t begin, std::int64_t end)
{
    const std::size_t first = byteOffset(utf8, begin);
    const std::string_view rest = utf8.substr(first);
    return rest.substr(0, byteOffset(rest, std::max<std::int64_t>(0, end - begin)));
}

} // namespace headlight
