// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"

namespace headlight::ui {

inline constexpr QLatin1String whatIfId("what-if");
/// The quantity of a board that is no target: the probability of what the unchanged run predicts.
inline constexpr QLatin1String probabilityQuantity("probability");

/// What each single ablation changes: layers by heads, behind those all heads of the layer at once and its feed-forward
/// part. What the request has switched off is crossed out.
Figure whatIfFigure(const AnalysisResult& result, const FigureRequest& request);

/// What a board can show: the span's logits before those of its ends, then the probability.
QStringList boardQuantities(const Boards& boards);
/// "the start logit", "the probability"
QString quantityText(const AnalysisResult& result, const QString& quantity);
/// "zero", in words for a menu.
QString ablationKindText(AblationKind kind);

/// The part that column number `column` of a board with `heads` heads stands for.
AblatedPart boardPart(AblationKind kind, int layer, int column, int heads);
/// What ablating one part alone makes of the run: "Layer 3, head 8 off:  probability 0.27 → 0.071,
/// span −1.862".
QString boardReadOut(const AnalysisResult& result, const FigureRequest& request, const PanelCell& place);

} // namespace headlight::ui
