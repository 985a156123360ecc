// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight {

/// One number a token: what a method says of how much each counts for what the model predicts.
struct TokenMap {
    std::string name;           ///< "conductance.3", "input", "attention", "rollout" ... (docs/numbers.md)
    std::vector<double> scores; ///< one a token; signed or not
    double seconds = 0;         ///< that its method took; NaN where it is not known
};

/// The methods that one has to ask for to have their maps.
inline constexpr std::array methodsOfTokenMaps{Method::Rollout, Method::Chefer, Method::Alti, Method::GlobEnc,
                                               Method::ValueZeroing};

/// The maps of all methods that `result` holds: of start and end together, else of the first target held. Methods that
/// follow the layers are read at the rows that the prediction is read from. A map of another program, as a session has
/// it under `attribution.NAME.tokens`, goes by NAME.
std::vector<TokenMap> tokenMaps(const AnalysisResult& result);

/// Whether the map tells the removable tokens apart at all: the last layer's conductance is 0 but at the rows that the
/// head reads.
bool ranksTokens(const TokenMap& map, const std::vector<std::int64_t>& removable);

} // namespace headlight
