// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/data/analysis_result.h"
#include "ui/state/selection.h"
#include "ui/state/token_units.h"

namespace headlight::ui {

/// One measure at one cell. Ranks count from 1, by magnitude, among all values of the cell's layer and of the model.
struct CellReading {
    QString measure; ///< its name on screen
    QString hint;    ///< the name with all that it depends on
    Array values;    ///< [L,H,S,S], [L,S,S] or [L,H,S]
    std::optional<float> value;
    MergeRule rule;             ///< where words are read
    bool isMap = true;          ///< values have rows of tokens, too
    std::int64_t layerRank = 0; ///< 0: not known
    std::int64_t modelRank = 0;
};

/// Every measure that `result` holds, with its value at `cell`, whose tokens count in wordpieces, where the cell names
/// one; without ranks.
std::vector<CellReading> readCell(const AnalysisResult& result, const Cell& cell, const TokenUnits& units = {});
/// Fills in the ranks, by going once through each measure's values.
void rankReadings(std::vector<CellReading>& readings, int layer, const TokenUnits& units = {});

/// A token, or a word, and what a head has for it.
struct Neighbour {
    int unit = 0;
    float value = 0;
};
/// The tokens that belong to a cell's own ones in its map, strongest first; without those tokens themselves.
struct Neighbours {
    std::vector<Neighbour> seen;   ///< what the "from" token looks at
    std::vector<Neighbour> seeing; ///< what looks at the "to" token
};
/// At most `count` of each, by magnitude, in the map of `measure` that `cell` lies in; none where it lies in no map.
Neighbours neighboursOf(const AnalysisResult& result, const QString& measure, const Cell& cell, std::size_t count,
                        const TokenUnits& units = {});
/// The values that `measure` has in the cell's row of its map, one a unit; of ‖f(x)‖ those of the head. Empty for none.
std::vector<float> rowOf(const AnalysisResult& result, const QString& measure, const Cell& cell,
                         const TokenUnits& units = {});

/// The cell with the largest magnitude in [L,H,S,S], within one head where `layer` and `head` are not negative.
Cell strongestCell(const Array& values, int layer = -1, int head = -1);

} // namespace headlight::ui
