// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace headlight {

/// JSON in which what other programs let slip is mended, each byte at its place: half a surrogate pair ("\ud800" alone)
/// becomes U+FFFD, and Python's NaN and Infinity become notANumber.
struct MendedJson {
    std::string text;       ///< empty where nothing was to be mended
    std::size_t halves = 0; ///< of surrogate pairs, replaced

    /// What to parse: `text`, or `original` where that was sound.
    std::string_view orElse(std::string_view original) const
    {
        return text.empty() ? original : std::string_view(text);
    }
};

MendedJson mendedJson(std::string_view json);

/// How NaN is written in mended JSON: a zero as no program writes it.
bool isNotANumber(std::string_view number);

} // namespace headlight
