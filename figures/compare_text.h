// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/compared_pair.h"
#include "figures/exactness.h"

namespace headlight::ui {

/// "A: attention. B: ...", with model and question where they differ, and what was left out.
QString compareCaption(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair);

/// How exact the attributions of both sides are: of the head's layer, or of all on a board.
Exactness compareExactness(const AnalysisResult& result, const FigureRequest& request, bool running = false);

/// The tokens without partners: "4 tokens of A and 2 of B left out"; empty where there are none.
QString leftOutText(const TokenAlignment& alignment);

} // namespace headlight::ui
