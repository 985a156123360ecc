// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headlight {

/// A name out of a file, fit for a message: in double quotes, control characters and bad bytes escaped, cut when long.
std::string inQuotes(std::string_view name);

/// `text` with what a terminal would obey, and what turns the direction of text, shown as codes.
std::string inOneLine(std::string_view text);
/// The same, but line feeds stay.
std::string withoutControls(std::string_view text);

/// `text`, or its two ends where it has more than `most` code points.
std::string withoutMiddle(std::string_view text, std::size_t most);

} // namespace headlight
