// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/older/older_files.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"
#include "core/files/json_reader.h"
#include "core/text/byte_bpe/byte_pairs.h"
#include "core/text/byte_bpe/merges_file.h"
#include "core/text/older/older_unigram.h"
#include "core/text/tokenizer_files.h"
#include "core/text/word_piece/word_piece.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using enum TokenizerFamily;

constexpr std::uint64_t largestVocabulary = 32U << 20U;
constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();

SpecialNames namesOf(TokenizerFamily family)
{
    switch (family) {
    case Deberta:
    case DebertaV2: return {"[CLS]", "[SEP]", "[PAD]", "[MASK]", "[UNK]", {}};
    case Albert: return {"[CLS]", "[SEP]", "<pad>", "[MASK]", "<unk>", {}};
    case MPNet: return {"<s>", "</s>", "<pad>", "<mask>", "[UNK]", {}};
    case Camembert: return {"<s>", "</s>", "<pad>", "<mask>", "<unk>", {"<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED"}};
    case Roberta:
    case XlmRoberta: break;
    }
    return {"<s>", "</s>", "<pad>", "<mask>", "<unk>", {}};
}

const char* sentencePieceName(TokenizerFamily family)
{
    if (family == Albert)
        return "spiece.model";
    return family == DebertaV2 ? "spm.model" : "sentencepiece.bpe.model";
}

Result<std::string> textOf(const fs::path& file)
{
    const auto bytes = readFile(file, largestVocabulary);
    if (!bytes)
        return Failure(bytes.error());
    return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

/// A folder's files, and what is made of them so far.
struct Reading {
    TokenizerFamily family;
    fs::path folder;
    JsonReader options; ///< tokenizer_config.json
    TokenizerParts parts;
    bool prefixSpace = false;
};

Result<void> readWordPieces(Reading& reading)
{
    TokenizerParts& parts = reading.parts;
    parts.source = (reading.folder / "vocab.txt").string();
    const auto text = textOf(parts.source);
    auto spec = text ? parseVocabulary(*text, parts.source) : Failure(text.error());
    if (!spec)
        return Failure(spec.error());
    if (!spec->vocabulary.contains(parts.names.unknown))
        return inputError("The vocabulary has no token " + inQuotes(parts.names.unknown), parts.source,
                          "Use the vocabulary that belongs to this model.");
    NormalizerOptions options;
    options.lowerCase = reading.options.flag("do_lower_case", true);
    options.spaceChinese = reading.options.flag("tokenize_chinese_chars", true);
    if (reading.options.has("strip_accents"))
        options.stripAccents = reading.options.flag("strip_accents", false);
    parts.normalizer.add(bertNormalizer(options));
    parts.preTokenizer.add(splitForBert);
    for (const auto& [token, id] : spec->vocabulary)
        parts.entries.emplace_back(id, token);
    parts.model = std::make_shared<const WordPiece>(std::move(spec->vocabulary),
                                                    WordPiece::Options{.unknown = parts.names.unknown});
    return {};
}

Result<BytePairs::Vocabulary> readVocabularyJson(TokenizerParts& parts)
{
    const auto object = readJsonObject(parts.source, largestVocabulary, &parts.remark);
    if (!object)
        return Failure(object.error());
    BytePairs::Vocabulary vocabulary;
    JsonReader ids(*object, parts.source);
    for (const auto& [token, value] : object->items()) {
        const std::int64_t id = ids.requiredWholeNumber(token, 0, largestId);
        vocabulary.emplace(token, id);
        parts.entries.emplace_back(id, token);
    }
    if (auto checked = ids.checked(); !checked)
        return Failure(checked.error());
    return vocabulary;
}

Result<void> readBytePairs(Reading& reading)
{
    TokenizerParts& parts = reading.parts;
    parts.source = (reading.folder / "vocab.json").string();
    const std::string mergesName = (reading.folder / "merges.txt").string();
    auto vocabulary = readVocabularyJson(parts);
    if (!vocabulary)
        return Failure(vocabulary.error());
    const auto text = textOf(mergesName);
    const auto merges = text ? parseMerges(*text, mergesName) : Failure(text.error());
    if (!merges)
        return Failure(merges.error());
    auto model = BytePairs::make(std::move(*vocabulary), *merges, {}, mergesName);
    if (!model)
        return Failure(model.error());
    parts.model = std::make_shared<const BytePairs>(std::move(*model));
    parts.sign = WordSign::LeadingSpace;
    reading.prefixSpace = reading.options.flag("add_prefix_space", false);
    parts.preTokenizer.add(ByteLevel{reading.prefixSpace, true});
    return {};
}

Result<void> readUnigram(Reading& reading)
{
    reading.parts.source = (reading.folder / sentencePieceName(reading.family)).string();
    const auto bytes = textOf(reading.parts.source);
    const auto model = bytes ? parseSentencePieceModel(*bytes, reading.parts.source) : Failure(bytes.error());
    if (!model)
        return Failure(model.error());
    return takeSentencePiece(reading.parts, reading.family, *model, reading.options, reading.parts.source);
}

Result<void> readModel(Reading& reading)
{
    switch (reading.family) {
    case MPNet: return readWordPieces(reading);
    case Roberta:
    case Deberta: return readBytePairs(reading);
    default: return readUnigram(reading);
    }
}

Result<void> makeFrame(Reading& reading)
{
    TokenizerParts& parts = reading.parts;
    const std::vector<std::int64_t> ids = idsOf(parts, {parts.names.cls, parts.names.sep});
    const FramePart cls{.token = parts.names.cls, .id = ids[0]};
    const FramePart sep{.token = parts.names.sep, .id = ids[1]};
    for (const FramePart& part : {cls, sep})
        if (part.id < 0)
            return inputError("The vocabulary has no token " + inQuotes(part.token), parts.source,
                              "Use the vocabulary that belongs to this model.");
    const bool bert = reading.family == Deberta || reading.family == DebertaV2 || reading.family == Albert;
    parts.frame = Frame::around(cls, sep, !bert, bert || reading.family == MPNet ? 1 : 0);
    parts.frame.trimsOffsets = reading.family == Roberta;
    parts.frame.keepsPrefix = reading.prefixSpace;
    return {};
}

} // namespace

Result<TokenizerParts> readOlderFiles(TokenizerFamily family, const fs::path& folder, const TokenFiles& files)
{
    Reading reading{family, folder, JsonReader(files.config, files.folder + "/tokenizer_config.json"), {}, false};
    reading.parts.names = namesOf(family);
    auto done = readSpecialNames(reading.parts, files);
    if (done)
        done = readModel(reading);
    if (done)
        done = reading.options.checked();
    if (done)
        done = addListedTokens(
            reading.parts, files,
            {.maskStrips = family != DebertaV2, .normalizesUnknown = family == DebertaV2, .addsMissing = true});
    if (done)
        done = makeFrame(reading);
    if (!done)
        return Failure(done.error());
    return std::move(reading.parts);
}

std::string olderFileNames(TokenizerFamily family)
{
    if (family == MPNet)
        return "vocab.txt";
    return family == Roberta || family == Deberta ? "vocab.json and merges.txt" : sentencePieceName(family);
}

} // namespace headlight
