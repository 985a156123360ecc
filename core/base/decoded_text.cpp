// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/decoded_text.h"

#include <algorithm>
#include <optional>

#include "core/base/utf8.h"

namespace headlight {
namespace {

constexpr std::string_view utf8Mark = "\xef\xbb\xbf";
constexpr std::string_view littleMark = "\xff\xfe";
constexpr std::string_view bigMark = "\xfe\xff";
constexpr std::string_view utf32Mark("\xff\xfe\0\0", 4);
constexpr std::size_t longestCut = 3; // bytes of a character whose last is missing
constexpr char remedy[] = "Save it as UTF-8; iconv and most editors can.";

std::string atByte(const std::string& where, std::size_t byte)
{
    return (where.empty() ? "" : where + ", ") + "byte " + std::to_string(byte);
}

/// Two bytes a unit; one alone at the end does not count.
class Utf16 {
public:
    Utf16(std::string_view bytes, bool little) : m_bytes(bytes), m_little(little) {}

    std::size_t size() const { return m_bytes.size() / 2; }
    char32_t operator[](std::size_t unit) const
    {
        const unsigned first = static_cast<unsigned char>(m_bytes[2 * unit]);
        const unsigned second = static_cast<unsigned char>(m_bytes[2 * unit + 1]);
        return m_little ? first | (second << 8U) : (first << 8U) | second;
    }
    /// The character at `unit`; none where half of a pair stands alone, or where it is NUL.
    std::optional<char32_t> characterAt(std::size_t unit) const
    {
        const char32_t first = (*this)[unit];
        if (first < 0xD800 || first > 0xDFFF)
            return first == 0 ? std::nullopt : std::optional(first);
        const char32_t second = unit + 1 < size() ? (*this)[unit + 1] : 0;
        if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
            return {};
        return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
    }

private:
    std::string_view m_bytes;
    bool m_little;
};

bool hasUtf16Mark(std::string_view bytes)
{
    return bytes.starts_with(littleMark) || bytes.starts_with(bigMark);
}

/// `bytes` begin with the mark.
Result<std::string> fromUtf16(std::string_view bytes, const std::string& where)
{
    const Utf16 units(bytes, bytes.starts_with(littleMark));
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 1; i < units.size(); ++i) {
        const std::optional<char32_t> character = units.characterAt(i);
        if (!character)
            return inputError("The text begins as UTF-16, but does not go on as such", atByte(where, 2 * i), remedy);
        appendUtf8(text, *character);
        i += *character > 0xFFFF ? 1 : 0;
    }
    if (bytes.size() % 2 == 1)
        return inputError("The text begins as UTF-16, but ends within a character", atByte(where, bytes.size() - 1),
                          remedy);
    return text;
}

/// UTF-16 of letters from ASCII has a NUL beside each.
bool mayBeUtf16(std::string_view text)
{
    const std::string_view begin = text.substr(0, 64);
    return begin.size() > 3 && 3 * std::count(begin.begin(), begin.end(), '\0') >= std::ssize(begin);
}

bool isBeyondAscii(char c)
{
    return static_cast<unsigned char>(c) > 0x7F;
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 && std::string_view("\t\n\v\f\r\x1b").find(c) == std::string_view::npos;
}

} // namespace

Result<void> checkUtf8(std::string_view text, const std::string& where)
{
    if (hasUtf16Mark(text))
        return inputError("The text is UTF-16, not UTF-8", atByte(where, 0), remedy);
    const std::size_t bad = findInvalidUtf8(text);
    const std::size_t nul = text.find('\0');
    if (nul < bad)
        return inputError(mayBeUtf16(text) ? "The text is not UTF-8, but perhaps UTF-16 without its byte order mark"
                                           : "The text is not UTF-8: it holds a NUL",
                          atByte(where, nul), remedy);
    return bad == std::string_view::npos ? Result<void>()
                                         : inputError("The text is not UTF-8", atByte(where, bad), remedy);
}

Result<std::string> decodedText(std::string bytes, const std::string& where)
{
    if (bytes.starts_with(utf32Mark))
        return inputError("The text is UTF-32", where, remedy);
    if (hasUtf16Mark(bytes))
        return fromUtf16(bytes, where);
    if (const Result<void> checked = checkUtf8(bytes, where); !checked)
        return Failure(checked.error());
    return withoutByteOrderMark(std::move(bytes));
}

std::string withoutByteOrderMark(std::string utf8)
{
    return utf8.starts_with(utf8Mark) ? utf8.substr(utf8Mark.size()) : utf8;
}

bool looksLikeText(std::string_view firstBytes)
{
    if (hasUtf16Mark(firstBytes))
        return true;
    const bool sound = findInvalidUtf8(firstBytes) >= firstBytes.size() - std::min(firstBytes.size(), longestCut);
    const auto letters = std::count_if(firstBytes.begin(), firstBytes.end(), isBeyondAscii);
    const bool readable = sound || 3 * letters < std::ssize(firstBytes);
    return !firstBytes.empty() && readable && std::none_of(firstBytes.begin(), firstBytes.end(), isControl);
}

} // namespace headlight
