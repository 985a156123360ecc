// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/token_pieces.h"

#include <algorithm>

namespace headlight::ui {

std::vector<TokenPiece> piecesOf(const Input& input, std::int64_t unkId, std::size_t most)
{
    const std::vector<bool> continued = continuedWords(input);
    const QStringList read = readTokens(input);
    std::vector<TokenPiece> pieces;
    for (std::size_t i = 0; i < std::min(most, input.tokens.size()); ++i) {
        const auto token = static_cast<std::int64_t>(i);
        const TokenPiece::Part part = input.isSpecial(token)                  ? TokenPiece::Part::Special
                                      : token < input.mainPassage().begin ? TokenPiece::Part::Question
                                                                          : TokenPiece::Part::Context;
        const bool unknown = part != TokenPiece::Part::Special && input.inputIds[i] == unkId;
        const QString text = continued[i] ? pieceText(input.tokens[i], input) : read[static_cast<qsizetype>(i)];
        pieces.push_back({QString::fromStdString(input.tokens[i]), part, unknown, continued[i], text});
    }
    return pieces;
}

} // namespace headlight::ui
