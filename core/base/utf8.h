// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headlight {

/// The code points of `utf8`; each byte that is no part of a well-formed sequence becomes U+FFFD.
std::u32string decodeUtf8(std::string_view utf8);
/// UTF-8 of `text`; surrogates and values above U+10FFFF become U+FFFD.
std::string encodeUtf8(std::u32string_view text);
void appendUtf8(std::string& utf8, char32_t character);

/// Whether `utf8` is well-formed: no overlong forms, no surrogates, nothing above U+10FFFF.
bool isValidUtf8(std::string_view utf8);
/// The offset of the first byte that is not well-formed, or npos.
std::size_t findInvalidUtf8(std::string_view utf8);
/// `utf8` with each bad byte replaced by U+FFFD.
std::string repairedUtf8(std::string_view utf8);

/// How many code points `utf8` has; a bad byte counts as one.
std::int64_t codePointCount(std::string_view utf8);
/// The byte offset of code point number `codePoint`, at most the size of `utf8`.
std::size_t byteOffset(std::string_view utf8, std::int64_t codePoint);
/// The number of the code point that the byte at `byte` belongs to.
std::int64_t codePointOffset(std::string_view utf8, std::size_t byte);
/// Code points [begin, end) of `utf8`, as its exact bytes.
std::string_view codePointRange(std::string_view utf8, std::int64_t begin, std::int64_t end);

} // namespace headlight
