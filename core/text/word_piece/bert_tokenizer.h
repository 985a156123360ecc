// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/tokenizer.h"

namespace headlight {

struct TokenizerSpec;

/// Hugging Face's fast BERT tokenizer: added tokens, cleaning, CJK spacing, accents, lower case, punctuation,
/// WordPiece, with offsets in code points of the original text. Immutable; may be used from several threads.
class BertTokenizer : public Tokenizer {
public:
    /// Reads tokenizer.json or vocab.txt, and tokenizer_config.json, from a model folder.
    static Result<BertTokenizer> fromFolder(const std::filesystem::path& folder);

    /// Of what the files hold, as completed() gives it (tokenizer_files.h).
    static BertTokenizer fromSpec(TokenizerSpec spec);

    TokenizedText tokenize(std::string_view text) const override;
    Input encode(std::string_view text) const override;
    Input encodePair(std::string_view question, std::string_view context) const override;

    Result<void> checkEmbeddings(const Input& input) const override;
    const std::string& remark() const override;

    std::int64_t vocabSize() const override;
    std::int64_t clsId() const;
    std::int64_t sepId() const;
    std::int64_t padId() const override;
    std::int64_t maskId() const override;
    std::int64_t unkId() const;
    std::int64_t unknownId() const override { return unkId(); }
    bool isSpecialId(std::int64_t id) const override;
    std::string tokenOf(std::int64_t id) const override;
    std::optional<std::int64_t> idOf(std::string_view token) const override;
    std::string maskText() const override;

private:
    struct Data;
    explicit BertTokenizer(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
    std::shared_ptr<const Data> m_data;
};

} // namespace headlight
