// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/colour_range.h"

#include <QStringList>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "ui/figures/parallel_loop.h"

namespace headlight::ui {
namespace {

constexpr std::uint32_t signMask = 0x7fffffffU;
constexpr std::uint32_t infinityBits = 0x7f800000U;
constexpr std::uint32_t signBit = 0x80000000U;
constexpr std::size_t stretch = 64; // values that are looked through at once
constexpr int bucketShift = 18; // 2^13 buckets of the magnitude's upper bits: their counts fit the first cache

struct Extremes {
    float low = 0;
    float high = 0;
    bool hasNan = false;
};

/// The bits of a magnitude order as the magnitude does.
std::uint32_t magnitudeBits(float value)
{
    return std::bit_cast<std::uint32_t>(value) & signMask;
}

/// The bits of positive floats order as signed integers, those of negative ones, by magnitude, as unsigned ones; and
/// unlike floats, integers let the compiler use the vector units.
struct ExtremeBits {
    std::uint32_t lowest = 0;
    std::int32_t highest = 0;
    std::uint32_t largest = 0; ///< with infinity and NaN

    void join(const ExtremeBits& other)
    {
        lowest = std::max(lowest, other.lowest);
        highest = std::max(highest, other.highest);
        largest = std::max(largest, other.largest);
    }
};

HEADLIGHT_VECTOR_LOOP ExtremeBits extremeBits(const float* values, std::size_t count)
{
    std::uint32_t lowest = 0;
    std::int32_t highest = 0;
    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t all = std::bit_cast<std::uint32_t>(values[i]);
        const std::uint32_t magnitude = all & signMask;
        const std::uint32_t bits = magnitude < infinityBits ? all : 0;
        lowest = std::max(lowest, bits);
        highest = std::max(highest, std::bit_cast<std::int32_t>(bits));
        largest = std::max(largest, magnitude);
    }
    return {lowest, highest, largest};
}

std::size_t valueCount(const QList<Array>& maps)
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

Extremes extremes(const QList<Array>& maps)
{
    const ExtremeBits found = overMaps(maps, ExtremeBits(), [](ExtremeBits& part, const Array& map) {
        part.join(extremeBits(map.data(), map.size()));
    });
    const bool anyBelow = (found.lowest & signBit) != 0;
    return {anyBelow ? std::bit_cast<float>(found.lowest) : 0, std::bit_cast<float>(found.highest),
            found.largest >= infinityBits};
}

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
        found |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(values[i]) & signMask) >> bucketShift == bucket);
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

double scaleEnd(const QList<Array>& maps, const RangeRule& rule, double largest)
{
    const double end = rule.kind == RangeRule::Kind::Percentile ? magnitudePercentile(maps, rule.percent) : largest;
    if (end > 0)
        return end;
    return largest > 0 ? largest : 1;
}

const QString logarithmicSuffix = QStringLiteral(" log");
constexpr double linearPart = 1e-3; // of the larger end, about zero

/// The unit in which a logarithmic scale is linear about zero.
double linearUnit(const ColourRange& range)
{
    return linearPart * std::max(std::abs(range.low), std::abs(range.high));
}

double scaled(double value, const ColourRange& range)
{
    return range.logarithmic ? std::copysign(std::log1p(std::abs(value) / linearUnit(range)), value) : value;
}

double unscaled(double place, const ColourRange& range)
{
    return range.logarithmic ? std::copysign(std::expm1(std::abs(place)) * linearUnit(range), place) : place;
}

std::optional<RangeRule> parseFixed(const QStringList& ends)
{
    bool lowIsNumber = false;
    bool highIsNumber = false;
    RangeRule rule{RangeRule::Kind::Fixed, 0, ends[0].toDouble(&lowIsNumber), ends[1].toDouble(&highIsNumber)};
    const bool good =
        lowIsNumber && highIsNumber && std::isfinite(rule.low) && std::isfinite(rule.high) && rule.low < rule.high;
    return good ? std::optional(rule) : std::nullopt;
}

std::optional<RangeRule> parsePercentile(const QString& text)
{
    bool isNumber = false;
    const double percent = text.toDouble(&isNumber);
    if (!isNumber || !(percent > 0 && percent <= 100))
        return {};
    return RangeRule{RangeRule::Kind::Percentile, percent};
}

std::optional<RangeRule> parseEnds(const QString& text)
{
    if (text == "shared")
        return RangeRule{RangeRule::Kind::Shared};
    if (text == "panel")
        return RangeRule{RangeRule::Kind::Panel};
    const QStringList ends = text.split(',');
    return ends.size() == 2 ? parseFixed(ends) : parsePercentile(text);
}

} // namespace

double ColourRange::positionOf(double value) const
{
    const double first = scaled(low, *this);
    return (scaled(value, *this) - first) / (scaled(high, *this) - first);
}

double ColourRange::valueAt(double position) const
{
    const double first = scaled(low, *this);
    return unscaled(first + position * (scaled(high, *this) - first), *this);
}

std::optional<RangeRule> parseRange(const QString& text)
{
    const bool logarithmic = text.endsWith(logarithmicSuffix);
    std::optional<RangeRule> rule = parseEnds(logarithmic ? text.chopped(logarithmicSuffix.size()) : text);
    if (rule)
        rule->logarithmic = logarithmic;
    return rule;
}

ColourRange colourRange(const QList<Array>& maps, const RangeRule& rule, bool isSigned)
{
    const Extremes found = extremes(maps);
    ColourRange range;
    range.largest = std::max(-double(found.low), double(found.high));
    range.hasNan = found.hasNan;
    if (rule.kind == RangeRule::Kind::Fixed) {
        range.low = rule.low;
        range.high = rule.high;
    } else {
        range.high = scaleEnd(maps, rule, range.largest);
        range.low = isSigned ? -range.high : 0;
    }
    range.logarithmic = rule.logarithmic;
    range.under = found.low < range.low;
    range.over = found.high > range.high;
    return range;
}

float magnitudePercentile(const QList<Array>& maps, double percent)
{
    const std::vector<std::uint32_t> counts = magnitudeHistogram(maps);
    const std::uint64_t total = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    if (total == 0)
        return 0;
    const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100 * double(total)));
    std::uint64_t left = std::clamp<std::uint64_t>(rank, 1, total) - 1;
    std::uint32_t bucket = 0;
    while (left >= counts[bucket])
        left -= counts[bucket++];
    std::vector<std::uint32_t> bits = bitsInBucket(maps, bucket);
    const auto found = bits.begin() + static_cast<std::ptrdiff_t>(left);
    std::nth_element(bits.begin(), found, bits.end());
    return std::bit_cast<float>(*found);
}

} // namespace headlight::ui
