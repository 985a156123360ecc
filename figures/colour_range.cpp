// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/colour_range.h"

#include <QStringList>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "figures/over_maps.h"
#include "figures/parallel_loop.h"

namespace headlight::ui {
namespace {

constexpr std::uint32_t signBit = 0x80000000U;

struct Extremes {
    float low = 0;
    float high = 0;
    bool hasNan = false;
};

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

Extremes extremes(const QList<Array>& maps)
{
    const ExtremeBits found = overMaps(maps, ExtremeBits(), [](ExtremeBits& part, const Array& map) {
        part.join(extremeBits(map.data(), map.size()));
    });
    const bool anyBelow = (found.lowest & signBit) != 0;
    return {anyBelow ? std::bit_cast<float>(found.lowest) : 0, std::bit_cast<float>(found.highest),
            found.largest >= infinityBits};
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

} // namespace headlight::ui
