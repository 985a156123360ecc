// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/text/aligned_text.h"

namespace headlight {

/// A token of a text.
struct Token {
    std::int64_t id = 0;
    std::string text; ///< the vocabulary's entry
    TextRange source;
};

/// Cuts words into pieces of a vocabulary. Immutable.
class PieceModel {
public:
    virtual ~PieceModel() = default;
    /// `word`, normalised and as the pre-tokenizer cut it, is not empty.
    virtual void appendTokens(std::vector<Token>& tokens, std::span<const AlignedCharacter> word) const = 0;
};

} // namespace headlight
