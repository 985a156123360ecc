// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/compared_pair.h"

namespace headlight::ui {

/// How well each head agrees: layers by heads, -1 to 1 or 0 to 1, with the numbers where there is room.
FigureData boardFigure(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair);

/// "Spearman's ρ", "share of the 26 strongest cells in common".
QString agreementText(const BoardRequest& request, std::int64_t tokens);

} // namespace headlight::ui
