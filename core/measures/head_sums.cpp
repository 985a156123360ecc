// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/head_sums.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace headlight {

namespace {

/// `reduce` of each head's cells.
template <typename Reduce>
Array byHead(const Array& maps, const Reduce& reduce)
{
    const auto cells = static_cast<std::size_t>(maps.dimension(2) * maps.dimension(3));
    std::vector<float> values;
    for (std::size_t first = 0; first < maps.size(); first += cells)
        values.push_back(static_cast<float>(reduce(maps.values().subspan(first, cells))));
    return {{maps.dimension(0), maps.dimension(1)}, std::move(values)};
}

} // namespace

Array sumOfMagnitudes(const Array& maps)
{
    return byHead(maps, [](std::span<const float> cells) {
        double sum = 0;
        for (const float cell : cells)
            sum += std::abs(static_cast<double>(cell));
        return sum;
    });
}

Array largestCells(const Array& maps)
{
    return byHead(maps, [](std::span<const float> cells) { return *std::max_element(cells.begin(), cells.end()); });
}

Array sumOf(const Array& a, const Array& b)
{
    std::vector<float> values(a.values().begin(), a.values().end());
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] += b.values()[i];
    return {a.shape(), std::move(values)};
}

} // namespace headlight
