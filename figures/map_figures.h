// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"
#include "figures/measure.h"

namespace headlight::ui {

inline constexpr QLatin1String headsId("heads");
inline constexpr QLatin1String layersId("layers");
inline constexpr QLatin1String overviewId("overview");
inline constexpr QLatin1String tokenToHeadId("token-to-head");

// The figures of views that are maps of one measure. The result holds its values.

/// A layer's heads, or one of them.
Figure headsFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure);
/// Each layer's heads summarised.
Figure layersFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure);
/// All heads of all layers.
Figure overviewFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure);
/// ‖f(x)‖ as it is, other measures as what each token receives; heads x tokens, for each layer.
Figure tokenToHeadFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure);

} // namespace headlight::ui
