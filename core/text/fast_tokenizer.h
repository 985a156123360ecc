// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/text/added_tokens.h"
#include "core/text/frame.h"
#include "core/text/normalizers/normalizer.h"
#include "core/text/piece_model.h"
#include "core/text/pre_tokenizers/pre_tokenizer.h"
#include "core/text/tokenizer.h"

namespace headlight {

/// The special tokens by their use, as the files name them; one that is empty, or in no vocabulary, has no id.
struct SpecialNames {
    std::string cls;
    std::string sep;
    std::string pad;
    std::string mask;
    std::string unknown;
    std::vector<std::string> more; ///< bos, eos and additional ones
};

/// What a fast tokenizer is made of.
struct TokenizerParts {
    using Entry = std::pair<std::int64_t, std::string>;

    Normalizer normalizer;
    PreTokenizer preTokenizer;
    std::shared_ptr<const PieceModel> model;
    std::vector<Entry> entries; ///< of the vocabulary, without the added tokens; in any order
    std::vector<AddedToken> added;
    Frame frame;
    SpecialNames names;
    WordSign sign = WordSign::Continuation;
    std::int64_t embeddings = std::numeric_limits<std::int64_t>::max(); ///< the model's, where config.json says
    std::string source; ///< the file that gave the vocabulary, for messages
    std::string remark; ///< sentences about what was read otherwise than it stands; mostly empty
};

/// Hugging Face's fast tokenizers: added tokens, normaliser, pre-tokenizer, model and frame, with offsets in code
/// points of the original text. Copies share what they know.
class FastTokenizer : public Tokenizer {
public:
    explicit FastTokenizer(TokenizerParts parts);

    TokenizedText tokenize(std::string_view text) const override;
    Input encode(std::string_view text) const override;
    Input encodePair(std::string_view first, std::string_view second) const override;

    Result<void> checkEmbeddings(const Input& input) const override;
    const std::string& remark() const override;

    std::int64_t vocabSize() const override;
    std::int64_t clsId() const;
    std::int64_t sepId() const;
    std::int64_t padId() const override;
    std::int64_t maskId() const override;
    std::int64_t unknownId() const override;
    std::int64_t unkId() const { return unknownId(); }
    bool isSpecialId(std::int64_t id) const override;
    std::string tokenOf(std::int64_t id) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override;
    WordSign wordSign() const override;
    std::vector<std::string> tokensWithoutEmbedding() const override;
    std::string maskText() const override;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

} // namespace headlight
