// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/older/older_unigram.h"

#include "core/base/utf8.h"
#include "core/text/special_tokens.h"
#include "core/text/unicode.h"
#include "core/text/unigram/unigram.h"

namespace headlight {
namespace {

using enum TokenizerFamily;

constexpr double rarelyUsed = -100.0; // what the converters add to a score to keep a piece out of texts

/// A piece with its score.
struct Entry {
    std::string piece;
    double score = 0.0;
};

/// ALBERT's were meant to cut a digit from the comma after it.
double albertScore(const SentencePieceModel::Piece& piece)
{
    const std::u32string text = decodeUtf8(piece.text);
    const bool numberComma = text.size() > 1 && text.back() == U',' && isNumber(text[text.size() - 2]);
    return piece.score + (numberComma ? rarelyUsed : 0.0);
}

/// What stands before the pieces in the dictionaries of fairseq, and how many of the pieces it replaces.
std::size_t appendFairseqEntries(std::vector<Entry>& entries, TokenizerFamily family)
{
    if (family == XlmRoberta) {
        entries = {{"<s>", 0.0}, {"<pad>", 0.0}, {"</s>", 0.0}, {"<unk>", 0.0}};
        return 3;
    }
    if (family != Camembert)
        return 0;
    entries = {{"<s>NOTUSED", 0.0}, {"<pad>", 0.0}, {"</s>NOTUSED", 0.0}, {"<unk>", 0.0}, {"<unk>NOTUSED", rarelyUsed}};
    return 1;
}

std::vector<Entry> entriesOf(TokenizerFamily family, const SentencePieceModel& model)
{
    std::vector<Entry> entries;
    const std::size_t replaced = appendFairseqEntries(entries, family);
    for (std::size_t i = replaced; i < model.pieces.size(); ++i) {
        const auto& piece = model.pieces[i];
        entries.push_back({piece.text, family == Albert ? albertScore(piece) : piece.score});
    }
    if (replaced > 0)
        entries.push_back({"<mask>", 0.0});
    return entries;
}

Result<void> makeModel(TokenizerParts& parts, std::vector<Entry> entries, std::int64_t unknown,
                       const std::string& fileName)
{
    std::vector<std::string> pieces;
    std::vector<double> scores;
    for (Entry& entry : entries) {
        parts.entries.emplace_back(static_cast<std::int64_t>(pieces.size()), entry.piece);
        pieces.push_back(std::move(entry.piece));
        scores.push_back(entry.score);
    }
    auto model = Unigram::make(std::move(pieces), std::move(scores), unknown, fileName);
    if (!model)
        return Failure(model.error());
    parts.names.unknown = parts.entries[static_cast<std::size_t>(unknown)].second;
    parts.model = std::make_shared<const Unigram>(std::move(*model));
    return {};
}

bool isNamed(const SpecialNames& names, const std::string& piece)
{
    return piece == names.cls || piece == names.sep || piece == names.pad || piece == names.mask;
}

/// Control pieces are special, the user's are not. Those with a name are added by it, later.
void addPieces(TokenizerParts& parts, const SentencePieceModel& model)
{
    using Kind = SentencePieceModel::PieceKind;
    std::vector<AddedToken> added;
    std::vector<std::string> names;
    for (const auto& piece : model.pieces)
        if ((piece.kind == Kind::Control || piece.kind == Kind::UserDefined) && !isNamed(parts.names, piece.text)) {
            added.push_back({.content = piece.text, .special = piece.kind == Kind::Control});
            names.push_back(piece.text);
        }
    const std::vector<std::int64_t> ids = idsOf(parts, names);
    for (std::size_t i = 0; i < added.size(); ++i) {
        added[i].id = ids[i];
        if (ids[i] >= 0 && !added[i].content.empty())
            parts.added.push_back(std::move(added[i]));
    }
}

Normalizer::Step replaced(std::u32string_view text, std::u32string content)
{
    return replace(CharacterPattern::literal(text), std::move(content));
}

/// Two spaces or more by `content`.
Normalizer::Step replacedRuns(std::u32string content)
{
    return replace(*CharacterPattern::parse(" {2,}", {}), std::move(content));
}

Result<void> addMap(Normalizer& normalizer, const SentencePieceModel& model, const std::string& fileName)
{
    if (model.characterMap.empty())
        return {};
    auto map = CharacterMap::parse(model.characterMap, fileName);
    if (!map)
        return Failure(map.error());
    normalizer.add(precompiled(std::make_shared<const CharacterMap>(std::move(*map))));
    return {};
}

Result<void> addNormalizer(Normalizer& normalizer, TokenizerFamily family, const SentencePieceModel& model,
                           JsonReader& options, const std::string& fileName)
{
    const bool lowerCase = options.flag("do_lower_case", family == Albert);
    if (family == Albert) {
        normalizer.add(replaced(U"``", U"\""));
        normalizer.add(replaced(U"''", U"\""));
        if (!options.flag("keep_accents", false)) {
            normalizer.add([](AlignedText text) { return decomposed(text, true); });
            normalizer.add(withoutMarks);
        }
    }
    if (lowerCase && (family == Albert || family == DebertaV2))
        normalizer.add(inLowerCase);
    if (family == DebertaV2)
        normalizer.add(strip(true, true));
    if (auto map = addMap(normalizer, model, fileName); !map)
        return map;
    const bool fairseq = family == XlmRoberta || family == Camembert;
    if (fairseq)
        normalizer.add(strip(false, true));
    normalizer.add(replacedRuns(fairseq ? U"\u2581" : U" "));
    return {};
}

} // namespace

Result<void> takeSentencePiece(TokenizerParts& parts, TokenizerFamily family, const SentencePieceModel& model,
                               JsonReader& options, const std::string& fileName)
{
    if (model.kind != SentencePieceModel::Kind::Unigram)
        return inputError("The SentencePiece model is not of the kind Unigram, the only one that is supported",
                          fileName, "Choose a model with another tokenizer.");
    const bool fairseq = family == XlmRoberta || family == Camembert;
    if (auto made = makeModel(parts, entriesOf(family, model), fairseq ? 3 : model.unknownId, fileName); !made)
        return made;
    addPieces(parts, model);
    parts.sign = WordSign::Metaspace;
    if (family == DebertaV2 && options.flag("split_by_punct", false))
        parts.preTokenizer.add(isolatePunctuation);
    parts.preTokenizer.add(Metaspace{});
    return addNormalizer(parts.normalizer, family, model, options, fileName);
}

} // namespace headlight
