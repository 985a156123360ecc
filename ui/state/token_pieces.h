// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "core/data/analysis_result.h"
#include "figures/token_text.h"

namespace headlight::ui {

/// A token of what is being typed, fit for the screen.
struct TokenPiece {
    enum class Part { Special, Question, Context };
    QString token; ///< as in the vocabulary: "##power"
    Part part = Part::Special;
    bool unknown = false; ///< the vocabulary lacks it: the model reads [UNK]
    bool joined = false;  ///< it goes on with the word of the token before
    QString text;         ///< as a person reads it; of a joined one, what it adds to the word: "power"
    bool operator==(const TokenPiece&) const = default;
};

/// The first `most` tokens of `input`. `unkId`: the id of [UNK].
std::vector<TokenPiece> piecesOf(const Input& input, std::int64_t unkId, std::size_t most);

} // namespace headlight::ui
