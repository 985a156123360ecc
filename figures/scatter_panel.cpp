// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/scatter_panel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "figures/value_axis.h"

namespace headlight::ui {
namespace {

constexpr std::size_t mostDots = 64 * 64; // beyond, they lie in heaps
constexpr int bins = 96;                  // in each direction

ValueAxis axisOf(const Array& map, const QString& name)
{
    const double unset = std::numeric_limits<double>::quiet_NaN();
    double low = unset;
    double high = unset;
    for (const float value : map.values()) {
        if (!std::isfinite(value))
            continue;
        low = std::fmin(low, value); // NaN gives way
        high = std::fmax(high, value);
    }
    return axisFor({low, high}, name);
}

/// Both ends of both, so that equal values lie on the diagonal.
void unite(ValueAxis& a, ValueAxis& b)
{
    a.low = b.low = std::min(a.low, b.low);
    a.high = b.high = std::max(a.high, b.high);
}

int binOf(float value, const ValueAxis& axis)
{
    const double place = (double(value) - axis.low) / (axis.high - axis.low) * bins;
    return std::clamp(int(place), 0, bins - 1);
}

/// The number of cells in each bin, the highest values of B in the first row.
Array countsOf(const Panel& panel)
{
    std::vector<float> counts(static_cast<std::size_t>(bins) * bins);
    for (std::size_t i = 0; i < panel.values.size(); ++i) {
        const float x = panel.values.values()[i];
        const float y = panel.others.values()[i];
        if (std::isfinite(x) && std::isfinite(y))
            ++counts[static_cast<std::size_t>((bins - 1 - binOf(y, panel.axis)) * bins + binOf(x, panel.across))];
    }
    return Array({bins, bins}, std::move(counts));
}

} // namespace

void makeScatter(Panel& panel, const Array& right, const ComparedPair& pair)
{
    panel.kind = Panel::Kind::Scatter;
    panel.others = right;
    panel.across = axisOf(panel.values, QStringLiteral("A: %1").arg(pair.a.unit));
    panel.axis = axisOf(right, QStringLiteral("B: %1").arg(pair.b.unit));
    if (pair.sameUnit())
        unite(panel.across, panel.axis);
    if (panel.values.size() <= mostDots)
        return;
    panel.counts = countsOf(panel);
    panel.range = colourRange({panel.counts}, {RangeRule::Kind::Shared}, false);
    panel.range.logarithmic = true; // a few bins hold nearly all cells
}

} // namespace headlight::ui
