// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/text/fast_tokenizer.h"

namespace headlight {

struct TokenizerSpec;

/// Hugging Face's fast BERT tokenizer: added tokens, cleaning, CJK spacing, accents, lower case, punctuation,
/// WordPiece, with offsets in code points of the original text. Immutable; may be used from several threads.
class BertTokenizer : public FastTokenizer {
public:
    /// Reads tokenizer.json or vocab.txt, and tokenizer_config.json, from a model folder.
    static Result<BertTokenizer> fromFolder(const std::filesystem::path& folder);

    /// Of what the files hold, as completed() gives it (tokenizer_files.h).
    static BertTokenizer fromSpec(TokenizerSpec spec);

private:
    using FastTokenizer::FastTokenizer;
};

} // namespace headlight
