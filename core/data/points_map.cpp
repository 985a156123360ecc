// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/points_map.h"

namespace headlight {

namespace {

constexpr std::string_view plainName = "plain";
constexpr std::string_view arcsineFrontName = "arcsine-front";

} // namespace

std::string_view name(PointsMap value)
{
    return value == PointsMap::Plain ? plainName : arcsineFrontName;
}

std::optional<PointsMap> pointsMapNamed(std::string_view name)
{
    if (name == plainName)
        return PointsMap::Plain;
    return name == arcsineFrontName ? std::optional(PointsMap::ArcsineFront) : std::nullopt;
}

} // namespace headlight
