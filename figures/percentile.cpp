// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <span>

#include "figures/colour_range.h"
#include "figures/over_maps.h"

namespace headlight::ui {
namespace {

constexpr std::size_t stretch = 64; // values that are looked through at once
constexpr std::size_t sampleSize = 4'096;
constexpr double sampleDoubt = 6; // standard deviations of a rank in the sample

/// A magnitude, as bits, that very likely lies below the percentile, and not far: by a sample at even distances.
std::uint32_t floorOf(const QList<Array>& maps, double share)
{
    std::vector<std::uint32_t> sample;
    // Coprime to the usual sizes of maps, so that no column is met more often than others.
    const std::size_t step = valueCount(maps) / sampleSize | 1U;
    for (const Array& map : maps)
        for (std::size_t i = step / 2; i < map.size(); i += step)
            if (const std::uint32_t bits = magnitudeBits(map.data()[i]); bits < infinityBits)
                sample.push_back(bits);
    const auto count = static_cast<double>(sample.size());
    const double rank = share * count - sampleDoubt * std::sqrt(share * (1 - share) * count) - 2;
    if (rank < 0)
        return 0;
    const auto found = sample.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sample.begin(), found, sample.end());
    return *found;
}

struct Magnitudes {
    std::vector<std::uint32_t> bits;

    void join(const Magnitudes& other) { bits.insert(bits.end(), other.bits.begin(), other.bits.end()); }
};

/// Most stretches of a map hold no large value. Signed numbers compare faster.
HEADLIGHT_VECTOR_LOOP bool anyAbove(const float* values, std::size_t count, std::int32_t floor)
{
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        found |= static_cast<std::uint32_t>(static_cast<std::int32_t>(magnitudeBits(values[i])) > floor);
    return found != 0;
}

void gather(Magnitudes& part, std::span<const float> values, std::uint32_t floor)
{
    for (; !values.empty(); values = values.subspan(std::min(stretch, values.size()))) {
        const auto next = values.first(std::min(stretch, values.size()));
        if (!anyAbove(next.data(), next.size(), static_cast<std::int32_t>(floor)))
            continue;
        for (const float value : next)
            if (magnitudeBits(value) > floor)
                part.bits.push_back(magnitudeBits(value));
    }
}

} // namespace

float magnitudePercentile(const QList<Array>& maps, double percent)
{
    for (std::uint32_t floor = floorOf(maps, percent / 100);; floor = 0) { // 0 where the sample misled
        auto [above] = overMaps(maps, Magnitudes(),
                                [floor](Magnitudes& part, const Array& map) { gather(part, map.values(), floor); });
        const auto end = std::partition(above.begin(), above.end(), [](std::uint32_t b) { return b < infinityBits; });
        const auto finite = static_cast<std::ptrdiff_t>(valueCount(maps)) - (above.end() - end);
        const auto rank = static_cast<std::ptrdiff_t>(std::ceil(percent / 100 * static_cast<double>(finite)));
        const std::ptrdiff_t fromEnd = finite - std::max<std::ptrdiff_t>(rank, 1) + 1;
        if (finite > 0 && fromEnd <= end - above.begin()) {
            std::nth_element(above.begin(), end - fromEnd, end);
            return std::bit_cast<float>(*(end - fromEnd));
        }
        if (floor == 0) // and so is all that is not above it
            return 0;
    }
}

} // namespace headlight::ui
