// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <optional>

#include "figures/colour_range.h"
#include "figures/over_maps.h"

namespace headlight::ui {
namespace {

constexpr std::size_t stretch = 256; // values that are looked through at once
constexpr int bucketShift = 18;      // 2^13 buckets of the magnitude's upper bits: their counts fit the first cache
constexpr std::size_t sampleSize = 20'000;
constexpr std::size_t worthASample = 50 * sampleSize;
constexpr double sampleDoubt = 6; // standard deviations of the sample's rank that the bracket reaches to either side

/// How many values fall into each bucket of magnitudes.
struct Histogram {
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>((infinityBits >> bucketShift) + 1);

    void join(const Histogram& other)
    {
        std::transform(counts.begin(), counts.end(), other.counts.begin(), counts.begin(), std::plus<>());
    }
};

std::vector<std::uint32_t> magnitudeHistogram(const QList<Array>& maps)
{
    Histogram found = overMaps(maps, Histogram(), [](Histogram& part, const Array& map) {
        for (const float value : map.values())
            ++part.counts[std::min(magnitudeBits(value), infinityBits) >> bucketShift];
    });
    found.counts.back() = 0; // infinity and NaN
    return found.counts;
}

/// Whether any of `count` values lies in a bucket: most stretches of a map hold none of a rare one.
HEADLIGHT_VECTOR_LOOP bool anyInBucket(const float* values, std::size_t count, std::uint32_t bucket)
{
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        found |=
            static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(values[i]) & signMask) >> bucketShift == bucket);
    return found != 0;
}

struct BucketBits {
    std::vector<std::uint32_t> bits;

    void join(const BucketBits& other) { bits.insert(bits.end(), other.bits.begin(), other.bits.end()); }
};

std::vector<std::uint32_t> bitsInBucket(const QList<Array>& maps, std::uint32_t bucket)
{
    return overMaps(maps, BucketBits(), [bucket](BucketBits& part, const Array& map) {
               for (std::size_t first = 0; first < map.size(); first += stretch) {
                   const std::size_t count = std::min(stretch, map.size() - first);
                   if (!anyInBucket(map.data() + first, count, bucket))
                       continue;
                   for (const float value : map.values().subspan(first, count))
                       if (magnitudeBits(value) >> bucketShift == bucket)
                           part.bits.push_back(magnitudeBits(value));
               }
           })
        .bits;
}

/// Counted from 0, the rank of the smallest value that at least `percent` % of `total` do not exceed.
std::uint64_t rankOf(double percent, std::uint64_t total)
{
    const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100 * static_cast<double>(total)));
    return std::clamp<std::uint64_t>(rank, 1, total) - 1;
}

/// The value of a rank among all finite magnitudes, by counting them in buckets first: two passes.
float valueByBuckets(const QList<Array>& maps, double percent)
{
    const std::vector<std::uint32_t> counts = magnitudeHistogram(maps);
    const std::uint64_t total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    if (total == 0)
        return 0;
    std::uint64_t left = rankOf(percent, total);
    std::uint32_t bucket = 0;
    while (left >= counts[bucket])
        left -= counts[bucket++];
    std::vector<std::uint32_t> bits = bitsInBucket(maps, bucket);
    const auto found = bits.begin() + static_cast<std::ptrdiff_t>(left);
    std::nth_element(bits.begin(), found, bits.end());
    return std::bit_cast<float>(*found);
}

/// Magnitudes, as bits, that the value in question very likely lies between.
struct Bracket {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
};

/// By the ranks of a sample at even distances.
Bracket bracketOf(const QList<Array>& maps, double percent, std::size_t total)
{
    std::vector<std::uint32_t> sample;
    // Coprime to the usual sizes of maps, so that no column is met more often than others.
    const std::size_t step = total / sampleSize | 1U;
    std::size_t next = 0;
    for (const Array& map : maps) {
        for (; next < map.size(); next += step)
            if (const std::uint32_t bits = magnitudeBits(map.data()[next]); bits < infinityBits)
                sample.push_back(bits);
        next -= std::min(next, map.size());
    }
    if (sample.empty())
        return {};
    std::sort(sample.begin(), sample.end());
    const double share = percent / 100;
    const auto count = static_cast<double>(sample.size());
    const double doubt = sampleDoubt * std::sqrt(share * (1 - share) * count) + 2;
    const auto at = [&](double rank) { return sample[static_cast<std::size_t>(std::clamp(rank, 0.0, count - 1))]; };
    const bool toTheEnd = share * count + doubt >= count - 1;
    return {at(share * count - doubt), toTheEnd ? infinityBits - 1 : at(share * count + doubt)};
}

struct Counts {
    std::uint32_t below = 0;
    std::uint32_t inside = 0;
    std::uint32_t notFinite = 0;
};

HEADLIGHT_VECTOR_LOOP Counts countStretch(const float* values, std::size_t count, Bracket bracket)
{
    std::uint32_t below = 0, upTo = 0, notFinite = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto bits = static_cast<std::int32_t>(std::bit_cast<std::uint32_t>(values[i]) & signMask);
        below += static_cast<std::uint32_t>(bits < static_cast<std::int32_t>(bracket.low));
        upTo += static_cast<std::uint32_t>(bits <= static_cast<std::int32_t>(bracket.high));
        notFinite += static_cast<std::uint32_t>(bits >= static_cast<std::int32_t>(infinityBits));
    }
    return {below, upTo - below, notFinite};
}

/// What one pass finds: how many values lie below the bracket, and those within.
struct Bracketed {
    std::uint64_t below = 0;
    std::uint64_t notFinite = 0;
    std::vector<std::uint32_t> inside;

    void join(const Bracketed& other)
    {
        below += other.below;
        notFinite += other.notFinite;
        inside.insert(inside.end(), other.inside.begin(), other.inside.end());
    }
};

void gather(Bracketed& part, const Array& map, Bracket bracket)
{
    for (std::size_t first = 0; first < map.size(); first += stretch) {
        const std::size_t count = std::min(stretch, map.size() - first);
        const Counts counts = countStretch(map.data() + first, count, bracket);
        part.below += counts.below;
        part.notFinite += counts.notFinite;
        if (counts.inside == 0)
            continue;
        for (const float value : map.values().subspan(first, count))
            if (const std::uint32_t bits = magnitudeBits(value); bits >= bracket.low && bits <= bracket.high)
                part.inside.push_back(bits);
    }
}

/// The same value in one pass, where a sample tells between which magnitudes to look; nothing where it misled.
std::optional<float> valueBySample(const QList<Array>& maps, double percent, std::size_t total)
{
    const Bracket bracket = bracketOf(maps, percent, total);
    Bracketed found =
        overMaps(maps, Bracketed(), [bracket](Bracketed& part, const Array& map) { gather(part, map, bracket); });
    if (total == found.notFinite)
        return 0.0F;
    const std::uint64_t rank = rankOf(percent, total - found.notFinite);
    if (rank < found.below || rank - found.below >= found.inside.size())
        return {};
    const auto place = found.inside.begin() + static_cast<std::ptrdiff_t>(rank - found.below);
    std::nth_element(found.inside.begin(), place, found.inside.end());
    return std::bit_cast<float>(*place);
}

} // namespace

float magnitudePercentile(const QList<Array>& maps, double percent)
{
    const std::size_t total = valueCount(maps);
    if (total >= worthASample)
        if (const std::optional<float> found = valueBySample(maps, percent, total))
            return *found;
    return valueByBuckets(maps, percent);
}

} // namespace headlight::ui
