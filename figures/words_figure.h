// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"

namespace headlight::ui {

inline constexpr QLatin1String wordsId("words");

/// The text shaded by what each word contributed, once for each target, as the page Words of view tokens has it.
Figure wordsFigure(const AnalysisResult& result, const FigureRequest& request);

} // namespace headlight::ui
