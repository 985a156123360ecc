// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "figures/compared_pair.h"

namespace headlight::ui {

inline constexpr QLatin1String compareId("compare");

/// Measures A and B: a board of all heads, or one head's maps side by side, their difference, or a dot for each cell.
Figure compareFigure(const AnalysisResult& result, const FigureRequest& request);

/// Refuses a measure B that cannot be shown.
Result<void> checkCompare(const AnalysisResult& result, const FigureRequest& request);

} // namespace headlight::ui
