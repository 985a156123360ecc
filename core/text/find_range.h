// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <span>

namespace headlight {

/// The range, `first` to `last` with both included, that holds a character; null where none does. `ranges` are sorted
/// and do not overlap.
template <typename Range>
const Range* findRange(std::span<const Range> ranges, char32_t character)
{
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), character,
                                        [](char32_t c, const Range& range) { return c < range.first; });
    if (after == ranges.begin())
        return nullptr;
    const Range& range = *std::prev(after);
    return character <= range.last ? &range : nullptr;
}

} // namespace headlight
