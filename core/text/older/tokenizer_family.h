// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight {

/// The families whose older files, without a tokenizer.json, are read; BERT's own are tokenizer_files.h's.
enum class TokenizerFamily { MPNet, Roberta, Deberta, XlmRoberta, Camembert, Albert, DebertaV2 };

} // namespace headlight
