// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/input.h"
#include "core/text/word_sign.h"

namespace headlight {

/// The tokens of one text, without the special tokens around it.
struct TokenizedText {
    std::vector<std::int64_t> ids;
    std::vector<std::string> tokens; ///< the vocabulary's entries
    std::vector<TextRange> offsets;  ///< code points of the text
};

/// A Hugging Face fast tokenizer. Immutable; may be used from several threads.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    /// Invalid UTF-8 is replaced by U+FFFD, one for each bad byte, before tokenizing.
    virtual TokenizedText tokenize(std::string_view text) const = 0;
    /// One text (role Text), or two (roles Question and Context), between the special tokens of the tokenizer's
    /// template, with its segment ids. baselineIds stay empty.
    virtual Input encode(std::string_view text) const = 0;
    virtual Input encodePair(std::string_view first, std::string_view second) const = 0;

    /// An error where a token of `input`, or of its baseline, has no embedding in the model: it names the first, and
    /// where it stands.
    virtual Result<void> checkEmbeddings(const Input& input) const = 0;
    /// Sentences about what was read otherwise than it stands in the files; mostly empty.
    virtual const std::string& remark() const = 0;

    virtual std::int64_t vocabSize() const = 0;
    virtual std::int64_t padId() const = 0;     ///< likewise
    virtual std::int64_t maskId() const = 0;    ///< -1 where the vocabulary has none
    virtual std::int64_t unknownId() const = 0; ///< likewise
    /// Whether the id is that of a special token: of the frame, of unknown words, the mask, padding, or any added token
    /// that the files call special.
    virtual bool isSpecialId(std::int64_t id) const = 0;
    /// The vocabulary's entry of an id; empty where there is none.
    virtual std::string tokenOf(std::int64_t id) const = 0;
    /// The id of a vocabulary's entry.
    virtual std::optional<std::int64_t> idOf(std::string_view token) const = 0;
    /// How the pieces of a word are told from the next word's.
    virtual WordSign wordSign() const = 0;
    /// The entries that the model has no embedding for, although the tokenizer has an id, by id. A text with one of
    /// them cannot be read.
    virtual std::vector<std::string> tokensWithoutEmbedding() const = 0;
    /// How the mask is written in a text, "[MASK]" or "<mask>"; empty where there is none.
    virtual std::string maskText() const = 0;
};

/// The tokenizer of a model folder.
Result<std::shared_ptr<const Tokenizer>> readTokenizer(const std::filesystem::path& folder);

} // namespace headlight
