// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <bit>
#include <cstdint>
#include <vector>

#include "core/base/array.h"
#include "figures/parallel_loop.h"

namespace headlight::ui {

// Work over all values of many maps: the tools of ranges and percentiles.

inline constexpr std::uint32_t signMask = 0x7fffffffU;
inline constexpr std::uint32_t infinityBits = 0x7f800000U;

/// The bits of a magnitude order as the magnitude does; those of infinity and NaN are the largest.
inline std::uint32_t magnitudeBits(float value)
{
    return std::bit_cast<std::uint32_t>(value) & signMask;
}

inline std::size_t valueCount(const QList<Array>& maps)
{
    std::size_t count = 0;
    for (const Array& map : maps)
        count += map.size();
    return count;
}

/// `gather` of every map, on several threads where that is worth it; then the parts joined.
template <typename Part, typename Gather>
Part overMaps(const QList<Array>& maps, const Part& empty, const Gather& gather)
{
    std::vector<Part> parts(worthwhileParts(valueCount(maps)), empty);
    inParallel(parts.size(), [&](std::size_t part) {
        for (auto map = static_cast<qsizetype>(part); map < maps.size(); map += static_cast<qsizetype>(parts.size()))
            gather(parts[part], maps[map]);
    });
    for (std::size_t part = 1; part < parts.size(); ++part)
        parts[0].join(parts[part]);
    return parts[0];
}

} // namespace headlight::ui
