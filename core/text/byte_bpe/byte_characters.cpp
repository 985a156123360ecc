// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_bpe/byte_characters.h"

#include <array>

namespace headlight {
namespace {

constexpr bool isItself(char32_t byte)
{
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || (byte >= 0xAE && byte <= 0xFF);
}

constexpr std::array<char32_t, 256> charactersOfBytes()
{
    std::array<char32_t, 256> characters{};
    char32_t next = 0x100;
    for (char32_t byte = 0; byte < 256; ++byte)
        characters[byte] = isItself(byte) ? byte : next++;
    return characters;
}

constexpr std::array<char32_t, 256> characters = charactersOfBytes();
constexpr char32_t lastCharacter = 0x143;

constexpr std::array<int, lastCharacter + 1> bytesOfCharacters()
{
    std::array<int, lastCharacter + 1> bytes{};
    for (int& byte : bytes)
        byte = -1;
    for (int byte = 0; byte < 256; ++byte)
        bytes[characters[static_cast<std::size_t>(byte)]] = byte;
    return bytes;
}

constexpr std::array<int, lastCharacter + 1> bytes = bytesOfCharacters();

} // namespace

char32_t characterOfByte(unsigned char byte)
{
    return characters[byte];
}

std::optional<unsigned char> byteOfCharacter(char32_t character)
{
    if (character > lastCharacter || bytes[character] < 0)
        return {};
    return static_cast<unsigned char>(bytes[character]);
}

} // namespace headlight
