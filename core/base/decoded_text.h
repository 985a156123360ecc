// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace headlight {

/// The text that `bytes` hold, as UTF-8 without a byte order mark. UTF-16 that begins with its mark is converted; all
/// other text must be UTF-8 without NUL. An error names the first bad byte behind `where` (a file, an option).
Result<std::string> decodedText(std::string bytes, const std::string& where);

/// The same check of UTF-8 alone, for what cannot be UTF-16: an argument, a line.
Result<void> checkUtf8(std::string_view text, const std::string& where);

/// `utf8` without the byte order mark that it may begin with.
std::string withoutByteOrderMark(std::string utf8);

/// Whether a file that begins with these bytes is meant to be text, in whatever encoding: neither has it NUL bytes,
/// unless it begins as UTF-16 does, nor other control characters than white space, and in an encoding of single bytes
/// few letters are beyond ASCII. Nothing is no text.
bool looksLikeText(std::string_view firstBytes);

} // namespace headlight
