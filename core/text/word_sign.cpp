// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_sign.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/utf8.h"
#include "core/text/byte_bpe/byte_characters.h"

namespace headlight {
namespace {

constexpr std::string_view continuation = "##";
constexpr std::string_view metaspace = "\u2581";
constexpr std::string_view leadingSpace = "\u0120";

bool hasSign(std::string_view token, WordSign sign)
{
    if (sign == WordSign::Continuation)
        return token.size() > continuation.size() && token.starts_with(continuation);
    if (sign == WordSign::Metaspace)
        return token.starts_with(metaspace);
    // A line break or a tab ends the word before it just so.
    return token.starts_with(leadingSpace) || token.starts_with("\u010A") || token.starts_with("\u0109") ||
           token.starts_with("\u010D");
}

/// Nothing where a character stands for no byte: then it is no piece of bytes.
std::optional<std::string> bytesOf(std::string_view token)
{
    std::string bytes;
    for (const char32_t character : decodeUtf8(token)) {
        const auto byte = byteOfCharacter(character);
        if (!byte)
            return {};
        bytes += static_cast<char>(*byte);
    }
    return bytes;
}

std::string hexOf(unsigned char byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("<0x") + digits[byte >> 4U] + digits[byte & 0xFU] + ">";
}

/// Bytes that are no part of a character as numbers.
std::string readable(std::string_view bytes)
{
    std::string text;
    while (!bytes.empty()) {
        const std::size_t good = std::min(findInvalidUtf8(bytes), bytes.size());
        text += bytes.substr(0, good);
        bytes.remove_prefix(good);
        if (bytes.empty())
            break;
        text += hexOf(static_cast<unsigned char>(bytes.front()));
        bytes.remove_prefix(1);
    }
    return text;
}

std::string withSpaces(std::string_view token)
{
    std::string text;
    for (std::size_t next = token.find(metaspace); next != token.npos; next = token.find(metaspace)) {
        text += std::string(token.substr(0, next)) + ' ';
        token.remove_prefix(next + metaspace.size());
    }
    return text + std::string(token);
}

std::string withoutFirstSpace(std::string text)
{
    return text.size() > 1 && text.front() == ' ' ? text.substr(1) : text;
}

} // namespace

WordSign guessedWordSign(std::span<const std::string> tokens)
{
    WordSign most = WordSign::Continuation;
    std::ptrdiff_t largest = 0;
    for (const WordSign sign : {WordSign::Continuation, WordSign::LeadingSpace, WordSign::Metaspace}) {
        const auto count =
            std::count_if(tokens.begin(), tokens.end(), [sign](const auto& t) { return hasSign(t, sign); });
        if (count > largest) {
            largest = count;
            most = sign;
        }
    }
    return most;
}

bool continuesWord(std::string_view token, WordSign sign)
{
    return hasSign(token, sign) == (sign == WordSign::Continuation);
}

std::vector<bool> continuedWords(std::span<const std::string> tokens, const std::vector<bool>& special, WordSign sign)
{
    std::vector<bool> continued(tokens.size(), false);
    for (std::size_t i = 1; i < tokens.size() && i < special.size(); ++i)
        continued[i] = !special[i] && !special[i - 1] && continuesWord(tokens[i], sign);
    return continued;
}

std::string shownPiece(std::string_view token, WordSign sign)
{
    if (sign == WordSign::Continuation)
        return std::string(hasSign(token, sign) ? token.substr(continuation.size()) : token);
    if (sign == WordSign::Metaspace)
        return hasSign(token, sign) ? withoutFirstSpace(withSpaces(token)) : withSpaces(token);
    const auto bytes = bytesOf(token);
    return bytes ? withoutFirstSpace(readable(*bytes)) : std::string(token);
}

} // namespace headlight
