// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/input.h"
#include "core/text/tokenizer.h"

namespace headlight {

/// One part of the frame around texts: a special token, or a text.
struct FramePart {
    enum class Kind { Special, First, Second };
    Kind kind = Kind::Special;
    std::int64_t type = 0; ///< segment id
    std::string token;     ///< of a special token
    std::int64_t id = -1;
};

/// The special tokens around one text, and around two: the post_processor of a tokenizer.json.
struct Frame {
    std::vector<FramePart> single;
    std::vector<FramePart> pair;
    bool trimsOffsets = false; ///< offsets leave out white space at a token's ends (ByteLevel, RobertaProcessing)
    bool keepsPrefix = false;  ///< but not the one space before the first token, which was added

    /// `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`, with types 0 and `secondType`; two `[SEP]` in between where
    /// `twice`.
    static Frame around(const FramePart& cls, const FramePart& sep, bool twice, std::int64_t secondType);
};

/// A text with its tokens, for the frame.
struct FramedText {
    Role role;
    std::string text; ///< well-formed UTF-8
    TokenizedText tokens;
};

/// The input of one text or two, by the parts that fit their number.
Input framed(const Frame& frame, std::vector<FramedText> texts);

} // namespace headlight
