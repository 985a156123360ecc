// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/text/fast_tokenizer.h"
#include "core/text/older/tokenizer_family.h"
#include "core/text/special_tokens.h"

namespace headlight {

/// The parts that Hugging Face's converters (transformers 4.46.3) make of the older files: vocab.txt (MPNet);
/// vocab.json and merges.txt (RoBERTa, DeBERTa); sentencepiece.bpe.model (XLM-R, CamemBERT), spiece.model (ALBERT) or
/// spm.model (DeBERTa-v2, -v3). Special and added tokens are among them.
Result<TokenizerParts> readOlderFiles(TokenizerFamily family, const std::filesystem::path& folder,
                                      const TokenFiles& files);

/// The names of those files, for a sentence about one that is missing.
std::string olderFileNames(TokenizerFamily family);

} // namespace headlight
