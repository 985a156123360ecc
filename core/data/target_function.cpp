// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/target_function.h"

#include <algorithm>
#include <limits>

namespace headlight {

double valueOf(const TargetFunction& target, const Scores& scores)
{
    double value = target.terms.empty() ? -std::numeric_limits<double>::infinity() : 0;
    for (std::int64_t row = 0; target.terms.empty() && row < scores.rows(); ++row)
        value = std::max(value, double(scores.at(row, target.maximumColumn)));
    for (const TargetFunction::Term& term : target.terms)
        value += term.weight * scores.at(term.row, term.column);
    return value;
}

} // namespace headlight
