// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/colour_map.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace headlight::ui {
namespace {

using Oklab = std::array<double, 3>;

// Every eighth of the 256 colours that matplotlib ships (CC0): viridis and magma by Smith and van der Walt, cividis by
// Nunez, Anderton and Renslow (2018).
const std::vector<QRgb> viridis = {0xff440154, 0xff470d60, 0xff48186a, 0xff482374, 0xff472d7b, 0xff453781, 0xff424086,
                                   0xff3e4989, 0xff3b528b, 0xff375b8d, 0xff33638d, 0xff2f6b8e, 0xff2c728e, 0xff297a8e,
                                   0xff26828e, 0xff23898e, 0xff21918c, 0xff1f988b, 0xff1fa088, 0xff22a785, 0xff28ae80,
                                   0xff32b67a, 0xff3fbc73, 0xff4ec36b, 0xff5ec962, 0xff70cf57, 0xff84d44b, 0xff98d83e,
                                   0xffaddc30, 0xffc2df23, 0xffd8e219, 0xffece51b, 0xfffde725};
const std::vector<QRgb> cividis = {0xff00224e, 0xff00285b, 0xff002e6a, 0xff053371, 0xff1a386f, 0xff273e6e, 0xff32436d,
                                   0xff3b496c, 0xff434e6c, 0xff4b546c, 0xff535a6d, 0xff5a5f6e, 0xff61656f, 0xff686a71,
                                   0xff6f7073, 0xff767676, 0xff7d7c78, 0xff848279, 0xff8c8878, 0xff938e78, 0xff9b9476,
                                   0xffa39a74, 0xffaba072, 0xffb4a76f, 0xffbcae6c, 0xffc4b468, 0xffcdbb63, 0xffd5c25e,
                                   0xffdec958, 0xffe7d150, 0xfff0d846, 0xfff9e03a, 0xfffee838};
const std::vector<QRgb> magma = {0xff000004, 0xff030312, 0xff0a0822, 0xff130d34, 0xff1d1147, 0xff29115a, 0xff36106b,
                                 0xff440f76, 0xff51127c, 0xff5d177f, 0xff6a1c81, 0xff762181, 0xff832681, 0xff902a81,
                                 0xff9c2e7f, 0xffaa337d, 0xffb73779, 0xffc43c75, 0xffd0416f, 0xffdc4869, 0xffe75263,
                                 0xffef5d5e, 0xfff56b5c, 0xfff9795d, 0xfffc8961, 0xfffd9869, 0xfffea772, 0xfffeb67c,
                                 0xfffec488, 0xfffed395, 0xfffde2a3, 0xfffcf0b2, 0xfffcfdbf};

constexpr int stepsOfArm = 64;
// One arm of the diverging map: from just off the panel's colour to the end.
const std::vector<QRgb> lightBlue = {0xffa9cdf2, 0xff4a8fdd, 0xff1450ad};
const std::vector<QRgb> lightOrange = {0xfffac99b, 0xffe5803a, 0xffa23c0a};
const std::vector<QRgb> lightPurple = {0xffd3bfe4, 0xff9468bd, 0xff5b1f8c};
const std::vector<QRgb> lightGreen = {0xffb4dcae, 0xff4fa35a, 0xff116530};
const std::vector<QRgb> darkPurple = {0xff4a3168, 0xff8f5cc4, 0xffcf9cff};
const std::vector<QRgb> darkGreen = {0xff234d2b, 0xff3a964a, 0xff7be085};
const std::vector<QRgb> darkBlue = {0xff24406f, 0xff3a72c4, 0xff70b0ff};
const std::vector<QRgb> darkOrange = {0xff60371f, 0xffbf6428, 0xffffa550};

double toLinear(int channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int fromLinear(double value)
{
    const double clamped = std::clamp(value, 0.0, 1.0);
    const double encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
    return static_cast<int>(std::lround(encoded * 255));
}

// Björn Ottosson's Oklab (2020), in which equal steps look equal.
Oklab toOklab(QRgb colour)
{
    const double r = toLinear(qRed(colour)), g = toLinear(qGreen(colour)), b = toLinear(qBlue(colour));
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

QRgb fromOklab(const Oklab& c)
{
    const double l = std::pow(c[0] + 0.3963377774 * c[1] + 0.2158037573 * c[2], 3);
    const double m = std::pow(c[0] - 0.1055613458 * c[1] - 0.0638541728 * c[2], 3);
    const double s = std::pow(c[0] - 0.0894841775 * c[1] - 1.2914855480 * c[2], 3);
    return qRgb(fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

QRgb mixed(QRgb from, QRgb to, double part)
{
    if (part <= 0)
        return from;
    const Oklab a = toOklab(from), b = toOklab(to);
    return fromOklab({std::lerp(a[0], b[0], part), std::lerp(a[1], b[1], part), std::lerp(a[2], b[2], part)});
}

/// From `zero` outwards through `colours`, evenly in Oklab.
std::vector<QRgb> arm(QRgb zero, const std::vector<QRgb>& colours)
{
    std::vector<QRgb> steps;
    for (int i = 1; i <= stepsOfArm; ++i) {
        const double position = double(i) / stepsOfArm * double(colours.size());
        const auto section = std::min(static_cast<std::size_t>(position), colours.size() - 1);
        const QRgb from = section == 0 ? zero : colours[section - 1];
        steps.push_back(mixed(from, colours[section], position - double(section)));
    }
    return steps;
}

/// From the end of `below` through `zero` to the end of `above`.
std::vector<QRgb> diverging(const std::vector<QRgb>& below, QRgb zero, const std::vector<QRgb>& above)
{
    std::vector<QRgb> anchors = arm(zero, below);
    std::reverse(anchors.begin(), anchors.end());
    anchors.push_back(zero);
    const std::vector<QRgb> upper = arm(zero, above);
    anchors.insert(anchors.end(), upper.begin(), upper.end());
    return anchors;
}

int mixedChannel(int from, int to, double part)
{
    return static_cast<int>(std::lround(std::lerp(double(from), double(to), part)));
}

/// Where `value` lies on a diverging map whose ends are the larger end of `range`, on both sides.
double divergingPosition(double value, const ColourRange& range)
{
    const double end = std::max({std::abs(range.low), std::abs(range.high), 1e-38});
    const ColourRange both{-end, end, false, false, 0, false, range.logarithmic};
    return both.positionOf(value);
}

} // namespace

std::optional<ColourMap> ColourMap::named(const QString& id, Theme theme, const QColor& zero)
{
    const bool light = theme == Theme::Light;
    ColourMap map;
    if (id == "viridis")
        map.m_anchors = viridis;
    else if (id == "cividis")
        map.m_anchors = cividis;
    else if (id == "magma")
        map.m_anchors = magma;
    else if (id == "blue-orange")
        map.m_anchors = diverging(light ? lightBlue : darkBlue, zero.rgb(), light ? lightOrange : darkOrange);
    else if (id == "purple-green")
        map.m_anchors = diverging(light ? lightPurple : darkPurple, zero.rgb(), light ? lightGreen : darkGreen);
    else
        return {};
    map.m_diverging = divergingNames().contains(id);
    return map;
}

QStringList ColourMap::sequentialNames()
{
    return {"viridis", "cividis", "magma"};
}

QStringList ColourMap::divergingNames()
{
    return {"blue-orange", "purple-green"};
}

QStringList ColourMap::names()
{
    return sequentialNames() + divergingNames();
}

QString ColourMap::defaultName(bool isSigned)
{
    return isSigned ? "blue-orange" : "viridis";
}

QRgb ColourMap::at(double position) const
{
    const double place = std::clamp(position, 0.0, 1.0) * double(m_anchors.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(place), m_anchors.size() - 2);
    const double part = place - double(below);
    const QRgb a = m_anchors[below], b = m_anchors[below + 1];
    return qRgb(mixedChannel(qRed(a), qRed(b), part), mixedChannel(qGreen(a), qGreen(b), part),
                mixedChannel(qBlue(a), qBlue(b), part));
}

ColourTable::ColourTable(const ColourMap& map, const ColourRange& range)
    : m_range(range),
      m_low(float(range.low)),
      m_scale(float((size - 1) / (range.high - range.low)))
{
    for (int i = 0; i < size; ++i) {
        const double part = double(i) / (size - 1);
        const double value = range.valueAt(part);
        m_colours[static_cast<std::size_t>(i)] = map.at(map.isDiverging() ? divergingPosition(value, range) : part);
    }
}

QRgb ColourTable::colour(float value) const
{
    if (!std::isfinite(value))
        return m_nan;
    const float place = m_range.logarithmic ? float(m_range.positionOf(value)) * (size - 1) + 0.5F
                                            : (value - m_low) * m_scale + 0.5F;
    // Compared before the conversion: far values do not fit an int.
    if (place <= 0)
        return m_colours.front();
    return place >= size ? m_colours.back() : m_colours[static_cast<std::size_t>(place)];
}

bool ColourTable::operator==(const ColourTable& other) const
{
    return m_low == other.m_low && m_scale == other.m_scale && m_colours == other.m_colours &&
           m_range.logarithmic == other.m_range.logarithmic;
}

} // namespace headlight::ui
