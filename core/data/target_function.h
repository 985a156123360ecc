// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/scores.h"

namespace headlight {

/// A target as the engine sees it: a weighted sum of scores, or the largest score of a column.
struct TargetFunction {
    struct Term {
        std::int64_t row = 0; ///< of the scores
        std::int64_t column = 0;
        double weight = 1;
    };
    std::string name;                ///< "start", "end", "span", "contrast", "no_answer", "class", "label", "mask" ...
    std::vector<Term> terms = {};    ///< empty: the maximum over all rows
    std::int64_t maximumColumn = 0;  ///< of this column; only where `terms` is empty
    std::vector<std::int64_t> positions = {}; ///< as sessions list what it is made of; empty for a maximum
};

/// The value of a target at `scores`.
double valueOf(const TargetFunction& target, const Scores& scores);

} // namespace headlight
