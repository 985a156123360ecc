// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/scores.h"

namespace headlight {

Array columnOf(const Scores& scores, std::int64_t column)
{
    if (scores.isNull())
        return {};
    std::vector<float> values;
    for (std::int64_t row = 0; row < scores.rows(); ++row)
        values.push_back(scores.at(row, column));
    return {{scores.rows()}, std::move(values)};
}

Scores scoresOf(const Array& first, const Array& second)
{
    if (first.isNull() || second.isNull())
        return {};
    std::vector<float> values;
    for (std::int64_t row = 0; row < first.dimension(0); ++row) {
        values.push_back(first.at({row}));
        values.push_back(second.at({row}));
    }
    return {{{first.dimension(0), 2}, std::move(values)}};
}

} // namespace headlight
