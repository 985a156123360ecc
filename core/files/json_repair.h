// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headlight {

/// A JSON text as programs write it, in the form that the standard allows, and byte for byte as long.
struct RepairedJson {
    std::string text;
    /// NaN, Infinity and -Infinity, as Python writes them, which stand as zeros in the text: by their place among all
    /// values that are neither lists nor objects, from 0, in order.
    std::vector<std::pair<std::size_t, double>> notFinite;
    std::size_t surrogates = 0; ///< escapes of half a surrogate pair, each replaced by that of U+FFFD

    bool isChanged() const { return surrogates > 0 || !notFinite.empty(); }
};

/// Texts that are no JSON for other reasons stay so.
RepairedJson repairedJson(std::string_view text);

/// A sentence's part about that many replaced escapes; empty for none.
std::string surrogatesText(std::size_t surrogates);

} // namespace headlight
