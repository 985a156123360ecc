// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace headlight {

/// Where on the path the points of rule `exact` lie: Chebyshev points as they are, as in older sessions, or moved by an
/// arcsine and towards the baseline (docs/numbers.md).
enum class PointsMap { Plain, ArcsineFront };
constexpr PointsMap usualMap = PointsMap::ArcsineFront;

// The words of sessions.
std::string_view name(PointsMap value);
std::optional<PointsMap> pointsMapNamed(std::string_view name);

} // namespace headlight
