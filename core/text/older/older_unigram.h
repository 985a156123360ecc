// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/files/json_reader.h"
#include "core/text/fast_tokenizer.h"
#include "core/text/older/tokenizer_family.h"
#include "core/text/sentence_piece/model_file.h"

namespace headlight {

/// Model, entries, normaliser, pre-tokenizer and the control and user-defined pieces of a SentencePiece model, with the
/// ids that the family gives its pieces. `options` is tokenizer_config.json.
Result<void> takeSentencePiece(TokenizerParts& parts, TokenizerFamily family, const SentencePieceModel& model,
                               JsonReader& options, const std::string& fileName);

} // namespace headlight
