// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/array.h"

namespace headlight {

/// The logits of a model's head, one row for each thing it judges. Question answering: a row a token, columns start and
/// end. Classification: one row. Token labels: a row a token. Masked words: a row a mask, a column a word of the
/// vocabulary.
struct Scores {
    Array values; ///< [rows,classes]; null from a model without a head

    bool isNull() const { return values.isNull(); }
    std::int64_t rows() const { return values.dimension(0); }
    std::int64_t classes() const { return values.dimension(1); }
    float at(std::int64_t row, std::int64_t column) const { return values.at({row, column}); }
};

/// The columns of the scores of question answering.
enum ScoreColumn : std::int64_t { StartColumn = 0, EndColumn = 1 };

/// One column of `scores`, [rows].
Array columnOf(const Scores& scores, std::int64_t column);
/// Columns of the same length, side by side.
Scores scoresOf(const Array& first, const Array& second);

} // namespace headlight
