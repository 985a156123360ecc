// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/data/analysis_result.h"

namespace headlight {

/// The words by which sessions name the stage of a result.
inline constexpr std::array<std::pair<Stage, std::string_view>, 4> stageNames = {{
    {Stage::Tokens, "tokens"},
    {Stage::Attention, "attention"},
    {Stage::Refining, "refining"},
    {Stage::Complete, "complete"},
}};

inline std::string_view stageName(Stage stage)
{
    return stageNames[static_cast<std::size_t>(stage)].second;
}

} // namespace headlight
