// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"

namespace headlight::ui {

/// Model, question and window, and how exact the attributions are that `request` shows: for a caption.
QString captionText(const AnalysisResult& result, const FigureRequest& request);

} // namespace headlight::ui
