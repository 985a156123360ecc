// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/data/input.h"
#include "core/data/options.h"
#include "core/text/tokenizer.h"

namespace headlight {

/// The texts of a request, in UTF-8: a question and its context, two texts that are judged together, or one text, which
/// is the second.
struct Texts {
    std::string first;
    std::string second;
};

/// Both between the template's special tokens, as question and context.
Input frameQuestion(const Tokenizer& tokenizer, const Texts& texts);
/// Both as text and pair, or one alone where the first holds no token.
Input frameTexts(const Tokenizer& tokenizer, const Texts& texts);

/// Gives `input` its segment and baseline ids by `options`. Refuses a baseline that the vocabulary has no token for,
/// and tokens that the model has no embedding for.
Result<Input> completedInput(const Tokenizer& tokenizer, Input input, const Options& options);
/// An error where `passage` holds no token, which names it.
Result<void> checkNotEmpty(const Passage& passage);

} // namespace headlight
