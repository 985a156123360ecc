// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/array.h"

namespace headlight {

// Letters in shapes: L layers, H heads, S tokens, D hidden size. Rows of [S,S] are queries ("from"), columns keys
// ("to").

/// What an error was measured against.
struct ErrorReference {
    std::optional<int> points;   ///< of rule exact
    std::optional<double> error; ///< its own estimated error
};

/// The attribution of one target ("start", "end", "span", "contrast", "no_answer"), or of another program's method.
struct Attribution {
    std::optional<std::vector<std::int64_t>> positions; ///< what the target is made of; empty for `max`
    std::optional<double> difference;    ///< F(x) - F(x')
    Array attention;                     ///< [L,H,S,S]
    Array tokens;                        ///< [L,S], layer conductance summed over D, not normalised
    Array hidden;                        ///< [L,S,D], null unless asked for
    Array input;                         ///< [S], integrated gradients of the word embeddings along the path
    Array embeddings;                    ///< [S], null unless asked for
    Array word, position, segment;       ///< [S], null unless asked for
    std::optional<double> embeddingsDelta; ///< of `embeddings`
    std::optional<double> partsDelta;      ///< of word + position + segment
    std::vector<double> deltas;          ///< one a layer: sum of the layer conductance - difference; empty if unknown
    std::vector<double> tokensError;     ///< one a layer: elementwise error of `tokens`; empty if unknown
    std::vector<double> attentionError;  ///< the same of `attention`
    std::vector<double> moved;           ///< path positions where `max` changed its token
};

} // namespace headlight
