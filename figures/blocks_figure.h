// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/measures/blocks.h"
#include "figures/figure_request.h"
#include "figures/measure.h"

namespace headlight::ui {

inline constexpr QLatin1String blocksId("blocks");

/// The mass between [CLS], question, context, answer and [SEP]: a small map for each head of the layer, and below them
/// all heads of the model, sorted by question → answer.
Figure blocksFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure);

/// How `measure` becomes one number a block.
BlockRule blockRuleOf(const Measure& measure, bool signedBlocks);

} // namespace headlight::ui
