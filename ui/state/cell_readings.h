// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/analysis/analysis_result.h"
#include "ui/state/selection.h"

namespace headlight::ui {

/// One measure at one cell. Ranks count from 1, by magnitude, among all values of the cell's layer and of the model.
struct CellReading {
    QString measure; ///< its name on screen
    QString hint;    ///< the name with all that it depends on
    Array values;    ///< [L,H,S,S], [L,S,S] or [L,H,S]
    std::optional<float> value;
    std::int64_t layerRank = 0; ///< 0: not known
    std::int64_t modelRank = 0;
};

/// Every measure that `result` holds, with its value at `cell` where the cell names one; without ranks.
std::vector<CellReading> readCell(const AnalysisResult& result, const Cell& cell);
/// Fills in the ranks, by going once through each measure's values.
void rankReadings(std::vector<CellReading>& readings, int layer);
/// The cell with the largest magnitude in [L,H,S,S], within one head where `layer` and `head` are not negative.
Cell strongestCell(const Array& values, int layer = -1, int head = -1);

} // namespace headlight::ui
