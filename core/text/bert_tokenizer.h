// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/analysis_result.h"
#include "core/base/error.h"

namespace headlight {

struct TokenizerSpec;

/// The tokens of one text, without [CLS] and [SEP].
struct TokenizedText {
    std::vector<std::int64_t> ids;
    std::vector<std::string> tokens;
    std::vector<TextRange> offsets; ///< code points of the text
};

/// Hugging Face's fast BERT tokenizer: added tokens, cleaning, CJK spacing, accents, lower case, punctuation,
/// WordPiece, with offsets in code points of the original text. Immutable; may be used from several threads.
class BertTokenizer {
public:
    /// Reads tokenizer.json or vocab.txt, and tokenizer_config.json, from a model folder.
    static Result<BertTokenizer> fromFolder(const std::filesystem::path& folder);

    /// Of what the files hold, as completed() gives it (tokenizer_files.h).
    static BertTokenizer fromSpec(TokenizerSpec spec);

    /// Invalid UTF-8 is replaced by U+FFFD, one for each bad byte, before tokenizing.
    TokenizedText tokenize(std::string_view text) const;
    /// [CLS] text [SEP], or [CLS] text [SEP] pair [SEP]; segment ids as `huggingface` gives them.
    /// baselineIds stay empty.
    EncodedInput encode(std::string_view text) const;
    EncodedInput encodePair(std::string_view question, std::string_view context) const;

    /// An error where a token of `input`, or of its baseline, has no embedding in the model: it names the first, and
    /// where it stands.
    Result<void> checkEmbeddings(const EncodedInput& input) const;
    /// Sentences about what was read otherwise than it stands in the files; mostly empty.
    const std::string& remark() const;

    std::int64_t vocabSize() const;
    std::int64_t clsId() const;
    std::int64_t sepId() const;
    std::int64_t padId() const;
    std::int64_t maskId() const; ///< -1 where the vocabulary has no [MASK]
    std::int64_t unkId() const;

private:
    struct Data;
    explicit BertTokenizer(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace headlight
