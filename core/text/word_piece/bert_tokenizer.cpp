// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_piece/bert_tokenizer.h"

#include <exception>

#include "core/text/tokenizer_files.h"

namespace headlight {
namespace {

std::int64_t addedId(const TokenizerSpec& spec, const std::string& text)
{
    for (const AddedToken& token : spec.added)
        if (token.content == text)
            return token.id;
    return -1;
}

} // namespace

Result<BertTokenizer> BertTokenizer::fromFolder(const std::filesystem::path& folder)
try {
    auto spec = readTokenizerFiles(folder);
    if (!spec)
        return Failure(spec.error());
    return fromSpec(std::move(*spec));
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read the tokenizer: ") + error.what(), folder.string());
}

BertTokenizer BertTokenizer::fromSpec(TokenizerSpec spec)
{
    TokenizerParts parts;
    parts.normalizer.add(bertNormalizer(spec.normalizer));
    parts.preTokenizer.add(splitForBert);
    const FramePart cls{.token = spec.cls, .id = addedId(spec, spec.cls)};
    const FramePart sep{.token = spec.sep, .id = addedId(spec, spec.sep)};
    parts.frame = Frame::around(cls, sep, false, 1);
    parts.names = {spec.cls, spec.sep, spec.pad, spec.mask, spec.pieces.unknown, {}};
    parts.embeddings = spec.embeddings;
    parts.source = spec.source;
    parts.remark = std::move(spec.remark);
    parts.entries.reserve(spec.vocabulary.size());
    for (const auto& [token, id] : spec.vocabulary)
        parts.entries.emplace_back(id, token);
    parts.added = std::move(spec.added);
    parts.model = std::make_shared<const WordPiece>(std::move(spec.vocabulary), std::move(spec.pieces));
    return BertTokenizer(std::move(parts));
}

} // namespace headlight
