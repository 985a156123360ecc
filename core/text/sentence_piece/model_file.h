// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// What a tokenizer needs of SentencePiece's .model, a protobuf message of type ModelProto (sentencepiece_model.proto).
struct SentencePieceModel {
    enum class Kind { Unigram = 1, Bpe = 2, Word = 3, Char = 4 };
    enum class PieceKind { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6 };
    struct Piece {
        std::string text;
        double score = 0.0;
        PieceKind kind = PieceKind::Normal;
    };

    std::vector<Piece> pieces; ///< by id
    Kind kind = Kind::Unigram;
    std::int64_t unknownId = 0;
    std::string characterMap; ///< precompiled_charsmap; empty where there is none
};

/// Reads the bytes of a .model. An error, with the file and the byte, where they are cut off or no such message; at
/// most 2,000,000 pieces.
Result<SentencePieceModel> parseSentencePieceModel(std::string_view bytes, const std::string& fileName);

} // namespace headlight
