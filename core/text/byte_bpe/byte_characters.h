// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace headlight {

// Byte-level vocabularies write each byte as a character that can be seen (GPT-2's encoder.py, bytes_to_unicode): those
// of Latin-1 that can be seen as themselves, the others as U+0100 and on. A space is U+0120.

char32_t characterOfByte(unsigned char byte);
/// Nothing where the character stands for no byte.
std::optional<unsigned char> byteOfCharacter(char32_t character);

} // namespace headlight
