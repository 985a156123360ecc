// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headlight {

/// A JSON text as programs write it, in the form that the standard allows, each byte at its place.
struct RepairedJson {
    std::string text; ///< empty where nothing was to be repaired
    /// NaN, Infinity and -Infinity, as Python writes them, which stand as notANumber in the text: by their place among
    /// all values that are neither lists nor objects, from 0, in order.
    std::vector<std::pair<std::size_t, double>> notFinite;
    std::size_t surrogates = 0; ///< escapes of half a surrogate pair, each replaced by that of U+FFFD

    bool isChanged() const { return surrogates > 0 || !notFinite.empty(); }
    /// What to parse: `text`, or `original` where that was sound.
    std::string_view orElse(std::string_view original) const { return isChanged() ? std::string_view(text) : original; }
};

/// Texts that are no JSON for other reasons stay so.
RepairedJson repairedJson(std::string_view text);

/// Whether a number is the zero of a repaired text that stands for NaN or an infinity; no program writes it so.
bool isNotANumber(std::string_view number);

/// A number as it stands in a text, of one as the parser tells it: with the point that the process's locale has.
std::string numberAsWritten(std::string number);

/// A sentence's part about that many replaced escapes; empty for none.
std::string surrogatesText(std::size_t surrogates);

} // namespace headlight
