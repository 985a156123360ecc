// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>

#include "core/base/array.h"

namespace headlight::ui {

/// How the ends of a colour scale are chosen.
struct RangeRule {
    enum class Kind {
        Shared,     ///< all values of all maps
        Panel,      ///< all values, for each map alone
        Percentile, ///< of the magnitudes of all maps
        Fixed,
    };
    Kind kind = Kind::Percentile;
    double percent = 99.5; ///< of Percentile, in (0, 100]
    double low = 0;        ///< of Fixed
    double high = 1;       ///< of Fixed, above low
    bool logarithmic = false;
};

/// Reads "shared", "panel", a percentile such as "99.5", or "LOW,HIGH"; behind any of them may stand " log".
std::optional<RangeRule> parseRange(const QString& text);

/// The ends of a colour scale, and what lies beyond them.
struct ColourRange {
    double low = 0;
    double high = 1;
    bool under = false; ///< values lie below `low`
    bool over = false;  ///< values lie above `high`
    double largest = 0; ///< the largest magnitude
    bool hasNan = false;
    bool logarithmic = false;

    /// Where `value` lies between the ends, 0 to 1 (beyond them, less or more). On a logarithmic scale, values under a
    /// thousandth of the larger end are spread evenly about zero, so that zero and signs have their places.
    double positionOf(double value) const;
    /// The value at a position: the inverse.
    double valueAt(double position) const;
};

/// The range of `maps` by `rule`: symmetric for signed values, from zero for others. Values that are not finite count
/// for nothing but `hasNan`.
ColourRange colourRange(const QList<Array>& maps, const RangeRule& rule, bool isSigned);

/// The smallest magnitude that at least `percent` % of the finite values of `maps` do not exceed; 0 without values.
float magnitudePercentile(const QList<Array>& maps, double percent);

} // namespace headlight::ui
