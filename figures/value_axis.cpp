// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/value_axis.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr double room = 0.04; // of an axis, beyond its values
constexpr int mostTicks = 200;
constexpr double rounding = 1e-9; // of a step: what a multiple may be off by
constexpr int mostDecimals = 4;   // beyond, numbers are written with an exponent
constexpr int mostDigits = 5;

int magnitudeOf(double step)
{
    return int(std::floor(std::log10(step) + rounding));
}

} // namespace

double niceStep(double extent, int count)
{
    if (!(extent > 0) || !std::isfinite(extent))
        return 1;
    const double wanted = extent / count;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (wanted <= factor * power * (1 + rounding))
            return factor * power;
    }
    return 10 * power;
}

ValueAxis axisFor(const QList<double>& values, const QString& name)
{
    double low = 0;
    double high = 0;
    for (const double value : values) {
        low = std::isfinite(value) ? std::min(low, value) : low;
        high = std::isfinite(value) ? std::max(high, value) : high;
    }
    if (low == high)
        return {0, 1, name};
    const double beyond = room * (high - low);
    return {low < 0 ? low - beyond : 0, high > 0 ? high + beyond : 0, name};
}

QList<double> tickValues(double low, double high, double step)
{
    QList<double> values;
    if (!(step > 0) || !((high - low) / step < mostTicks))
        return values;
    const double first = std::ceil(low / step - rounding);
    const double last = std::floor(high / step + rounding);
    for (double i = first; i <= last; ++i)
        values.append(i * step);
    return values;
}

QString stepText(double value, double step)
{
    const int magnitude = magnitudeOf(step);
    const double shown = std::abs(value) < step / 2 ? 0 : std::abs(value);
    const bool scientific = shown > 0 && (magnitude < -mostDecimals || magnitude >= mostDigits);
    const QString text = scientific ? QString::number(shown, 'g', 3)
                                    : QString::number(shown, 'f', std::clamp(-magnitude, 0, mostDecimals));
    return shown > 0 && value < 0 ? QChar(0x2212) + text : text;
}

} // namespace headlight::ui
