// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"

namespace headlight::ui {

inline constexpr QLatin1String tokensId("tokens");

/// Layer conductance of every token: a map of layers x tokens for each target, normalised in each layer, and bars of
/// the chosen layer.
Figure tokensFigure(const AnalysisResult& result, const FigureRequest& request);
/// The targets whose token attributions are there, in the order of the text.
QStringList conductanceTargets(const AnalysisResult& result);

} // namespace headlight::ui
