// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headlight {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double whiskerReach = 1.5;   // interquartile ranges
constexpr double halfOfConstant = 0.5; // the bins around a value that all units share

using Values = std::vector<double>; // finite and ascending

Values sortedFinite(std::span<const float> values)
{
    Values sorted;
    sorted.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](float v) { return std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// numpy.percentile's default method, with its rule of interpolating from the nearer end.
double quantile(const Values& sorted, double part)
{
    const double place = part * double(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double weight = place - double(below);
    const double step = sorted[above] - sorted[below];
    return weight < 0.5 ? sorted[below] + step * weight : sorted[above] - step * (1 - weight);
}

void setBox(UnitDistribution& box, const Values& sorted)
{
    box.minimum = sorted.front();
    box.maximum = sorted.back();
    box.q1 = quantile(sorted, 0.25);
    box.median = quantile(sorted, 0.5);
    box.q3 = quantile(sorted, 0.75);
}

/// matplotlib.cbook.boxplot_stats: the farthest value within reach, but never inside the box.
void setWhiskers(UnitDistribution& box, const Values& sorted)
{
    const double reach = whiskerReach * (box.q3 - box.q1);
    const auto low = std::lower_bound(sorted.begin(), sorted.end(), box.q1 - reach);
    const auto high = std::upper_bound(sorted.begin(), sorted.end(), box.q3 + reach);
    box.whiskerLow = low == sorted.end() ? box.q1 : std::min(*low, box.q1);
    box.whiskerHigh = high == sorted.begin() ? box.q3 : std::max(*std::prev(high), box.q3);
    std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(box.fliers),
                 [&box](double value) { return value < box.whiskerLow || value > box.whiskerHigh; });
}

/// The left edge of bin `index`, as numpy.linspace rounds it.
double binEdge(const UnitDistribution& bins, std::size_t index)
{
    if (index == massBins)
        return bins.binsHigh;
    return double(index) * ((bins.binsHigh - bins.binsLow) / double(massBins)) + bins.binsLow;
}

/// numpy.histogram's way: the bin by division, then put right where rounding took it past an edge.
std::size_t binOf(const UnitDistribution& bins, double value)
{
    const double width = bins.binsHigh - bins.binsLow;
    if (!(width > 0)) // all values are one, and so large that no neighbour is half a unit away
        return massBins / 2;
    const double place = (value - bins.binsLow) / width * double(massBins);
    std::size_t index = std::min(static_cast<std::size_t>(place), massBins - 1);
    if (index > 0 && value < binEdge(bins, index))
        --index;
    if (index < massBins - 1 && value >= binEdge(bins, index + 1))
        ++index;
    return index;
}

void setMass(UnitDistribution& bins, const Values& sorted)
{
    const bool constant = bins.minimum == bins.maximum;
    bins.binsLow = bins.minimum - (constant ? halfOfConstant : 0);
    bins.binsHigh = bins.maximum + (constant ? halfOfConstant : 0);
    std::array<std::int64_t, massBins> counts{};
    for (const double value : sorted)
        ++counts[binOf(bins, value)];
    for (std::size_t i = 0; i < massBins; ++i)
        bins.mass[i] = double(counts[i]) / double(sorted.size());
}

double entropy(const std::array<double, massBins>& mass)
{
    double bits = 0;
    for (const double share : mass)
        bits -= share > 0 ? share * std::log2(share) : 0;
    return bits;
}

UnitDistribution nothingFinite()
{
    UnitDistribution nothing;
    for (double* value :
         {&nothing.minimum, &nothing.maximum, &nothing.q1, &nothing.median, &nothing.q3, &nothing.whiskerLow,
          &nothing.whiskerHigh, &nothing.total, &nothing.binsLow, &nothing.binsHigh, &nothing.entropyBits})
        *value = nan;
    return nothing;
}

} // namespace

UnitDistribution unitDistribution(std::span<const float> values)
{
    const Values sorted = sortedFinite(values);
    UnitDistribution result = sorted.empty() ? nothingFinite() : UnitDistribution();
    result.ignored = static_cast<std::int64_t>(values.size() - sorted.size());
    if (sorted.empty())
        return result;
    setBox(result, sorted);
    setWhiskers(result, sorted);
    setMass(result, sorted);
    for (const double value : sorted)
        result.total += value;
    result.entropyBits = entropy(result.mass);
    return result;
}

std::vector<UnitDistribution> tokenDistribution(const Array& hidden, std::int64_t token)
{
    std::vector<UnitDistribution> layers;
    for (std::int64_t layer = 0; layer < hidden.dimension(0); ++layer)
        layers.push_back(unitDistribution(hidden[layer][token].values()));
    return layers;
}

Array tokenUnits(const Array& hidden, std::int64_t token)
{
    std::vector<float> values;
    for (std::int64_t layer = 0; layer < hidden.dimension(0); ++layer) {
        const Array units = hidden[layer][token];
        values.insert(values.end(), units.values().begin(), units.values().end());
    }
    return Array({hidden.dimension(0), hidden.dimension(2)}, std::move(values));
}

bool holdsToken(const Array& hidden, std::int64_t token)
{
    return hidden.rank() == 3 && hidden.size() > 0 && token >= 0 && token < hidden.dimension(1);
}

} // namespace headlight
