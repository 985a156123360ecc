// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "figures/figure_request.h"

namespace headlight::ui {

inline constexpr QLatin1String distributionId("distribution");

/// How one token's layer conductance spreads over the hidden units, a column of panels for each target: box plots,
/// probability mass, entropy and total, one a layer. Refuses a result that holds no hidden units.
Figure distributionFigure(const AnalysisResult& result, const FigureRequest& request);
/// Refuses a token or a target that the session has not.
Result<void> checkDistribution(const AnalysisResult& result, const FigureRequest& request);

/// The targets of `result` whose hidden units are there for `token`, in the order of the text.
QStringList distributionTargets(const AnalysisResult& result, int token);

/// `token`, or where the answer starts for a token that is not chosen.
int distributionToken(const AnalysisResult& result, int token);

/// A token as people find it: "include (14)".
QString tokenName(const AnalysisResult& result, int token);

} // namespace headlight::ui
