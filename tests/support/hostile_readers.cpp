// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/hostile_readers.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/datasets/question_list.h"
#include "core/files/json_file.h"
#include "core/files/json_reader.h"
#include "core/files/safetensors.h"
#include "core/files/safetensors_header.h"
#include "core/files/torch_bin/torch_file.h"
#include "core/model/model_config.h"
#include "core/model/weight_files.h"
#include "core/session/session.h"
#include "core/session/session_json.h"
#include "core/text/byte_bpe/merges_file.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/older/older_unigram.h"
#include "core/text/tokenizer_files.h"
#include "core/text/word_piece/bert_tokenizer.h"

namespace headlight::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestSeed = 16U << 10U;
constexpr std::size_t longestMessage = 2'000;
constexpr std::uint64_t headerDataSize = 96; // what the headers of the examples call for
constexpr char sampleText[] = "It is [MASK] to us, unaffable\tÉcole 中 [CLS]x##ing \u0301\u0316";

std::vector<std::byte> toBytes(std::string_view bytes)
{
    const auto span = std::as_bytes(std::span(bytes));
    return {span.begin(), span.end()};
}

/// An error must name the file and say what is wrong, in a text that fits a screen.
Reading refused(const Error& error, const std::string& fileName)
{
    if (error.what.empty())
        return {false, "an error without a message"};
    if (!error.where.starts_with(fileName))
        return {false, "the error does not name the file: " + error.text()};
    if (error.text().size() > longestMessage)
        return {false, "a message of " + std::to_string(error.text().size()) + " bytes"};
    return {};
}

Reading loaded(bool good, const char* complaint)
{
    return {true, good ? "" : complaint};
}

Reading readSafetensors(std::string_view bytes)
{
    const auto file = SafetensorsFile::parse(toBytes(bytes), "x.safetensors");
    if (!file)
        return refused(file.error(), "x.safetensors");
    std::size_t size = 0;
    bool whole = true;
    for (const auto& [name, entry] : file->tensors()) {
        size += file->bytes(entry).size();
        const auto floats = file->floats(name);
        const auto integers = file->integers(name);
        whole = whole && (!floats || floats->size() == elementCount(entry.shape));
        whole = whole && (!integers || integers->size() == elementCount(entry.shape));
    }
    return loaded(whole && size <= bytes.size(), "a tensor has not as many values as its shape");
}

Reading readTorchFile(std::string_view bytes)
{
    const auto outline = torchOutline(std::as_bytes(std::span(bytes)), "pytorch_model.bin");
    for (const auto& [name, tensor] : outline ? outline->tensors : std::map<std::string, TorchTensor>())
        if (tensor.storage >= outline->storages.size())
            return {true, "a tensor of no storage"};
    const auto file = TorchFile::parse(toBytes(bytes), "pytorch_model.bin");
    if (!file)
        return refused(file.error(), "pytorch_model.bin");
    bool whole = true;
    for (const auto& [name, tensor] : file->tensors()) {
        const auto floats = file->floats(name);
        const auto integers = file->integers(name);
        whole = whole && (!floats || floats->size() == elementCount(tensor.shape));
        whole = whole && (!integers || integers->size() == elementCount(tensor.shape));
    }
    return loaded(whole, "a tensor has not as many values as its shape");
}

Reading readHeader(std::string_view bytes)
{
    const auto header = parseSafetensorsHeader(bytes, headerDataSize, "x.safetensors");
    if (!header)
        return refused(header.error(), "x.safetensors");
    return loaded(std::all_of(header->tensors.begin(), header->tensors.end(),
                              [](const auto& tensor) { return tensor.second.end <= headerDataSize; }),
                  "a tensor lies outside the data");
}

Reading readWholeSession(std::string_view bytes)
{
    const auto session = parseSession(toBytes(bytes), "x.headlight");
    if (!session)
        return refused(session.error(), "x.headlight");
    const Input& input = session->result->input;
    return loaded(input.inputIds.size() == input.tokens.size() && !sessionJson(*session).empty(), "not one id a token");
}

Reading readText(std::string_view bytes)
{
    const auto session = readSessionText(std::string(bytes), {"start", "end"}, "x.headlight");
    if (!session)
        return refused(session.error(), "x.headlight");
    const Input& input = session->result.input;
    const auto length = static_cast<std::int64_t>(input.tokens.size());
    const AnswerSpan answer = session->result.answer.value_or(AnswerSpan());
    return loaded(input.offsets.size() == input.tokens.size() && input.mainPassage().begin >= 0 &&
                      input.mainPassage().end <= length && answer.start.value_or(0) >= 0 &&
                      answer.end.value_or(0) < length,
                  "a place outside the tokens");
}

Reading readConfig(std::string_view bytes)
{
    const auto config = parseModelConfig(bytes, "config.json");
    if (!config)
        return refused(config.error(), "config.json");
    return loaded(config->layers > 0 && config->heads > 0 && config->hiddenSize % config->heads == 0 &&
                      config->typeVocabSize >= 2 && !config->activation.empty(),
                  "a size that cannot be");
}

Reading readIndex(std::string_view bytes)
{
    const auto shards = parseWeightIndex(bytes, "model.safetensors.index.json");
    if (!shards)
        return refused(shards.error(), "model.safetensors.index.json");
    return loaded(std::all_of(shards->begin(), shards->end(),
                              [](const auto& shard) {
                                  const fs::path file = shard.second;
                                  return file.filename() == file && file != ".." &&
                                         shard.second.find('\0') == std::string::npos;
                              }),
                  "a shard outside the folder");
}

/// Cuts a text with what was read: every token must lie in it.
Reading cutsSample(const Tokenizer& tokenizer)
{
    const TokenizedText text = tokenizer.tokenize(sampleText);
    const std::int64_t length = codePointCount(sampleText);
    return loaded(std::all_of(text.offsets.begin(), text.offsets.end(),
                              [length](const TextRange& range) {
                                  return range.begin >= 0 && range.begin <= range.end && range.end <= length;
                              }) &&
                      std::all_of(text.ids.begin(), text.ids.end(),
                                  [&](std::int64_t id) { return id >= 0 && id < tokenizer.vocabSize(); }),
                  "a token outside the text or the vocabulary");
}

Reading tokenized(Result<TokenizerSpec> spec)
{
    if (!spec)
        return refused(spec.error(), "tokenizer");
    auto complete = completed(std::move(*spec));
    if (!complete)
        return refused(complete.error(), "tokenizer");
    return cutsSample(BertTokenizer::fromSpec(std::move(*complete)));
}

/// tokenizer.json of any family, as far as the file goes.
Reading readFastTokenizer(std::string_view bytes)
{
    const auto json = parseJsonObject(bytes, "tokenizer.json");
    auto parts = json ? parseFastTokenizer(*json, "tokenizer.json") : Failure(json.error());
    if (!parts)
        return refused(parts.error(), "tokenizer.json");
    const FastTokenizer tokenizer(std::move(*parts));
    const Input pair = tokenizer.encodePair(sampleText, "");
    if (pair.passages.size() != 2 || pair.special.size() != pair.tokens.size())
        return {true, "a pair without its two texts"};
    return cutsSample(tokenizer);
}

/// A .model of SentencePiece, by the rules of the family that takes most from it.
Reading readSentencePiece(std::string_view bytes)
{
    const auto model = parseSentencePieceModel(bytes, "spiece.model");
    if (!model)
        return refused(model.error(), "spiece.model");
    const nlohmann::json nothing = nlohmann::json::object();
    JsonReader options(nothing, "tokenizer_config.json");
    TokenizerParts parts;
    const auto taken = takeSentencePiece(parts, TokenizerFamily::Albert, *model, options, "spiece.model");
    if (!taken)
        return refused(taken.error(), "spiece.model");
    return cutsSample(FastTokenizer(std::move(parts)));
}

Reading readMerges(std::string_view bytes)
{
    const auto merges = parseMerges(bytes, "merges.txt");
    if (!merges)
        return refused(merges.error(), "merges.txt");
    return loaded(
        std::all_of(merges->begin(), merges->end(),
                    [](const auto& merge) { return (merge.first + merge.second).find(' ') == std::string::npos; }),
        "a merge of more than two");
}

Reading readTokenizer(std::string_view bytes)
{
    const auto json = parseJsonObject(bytes, "tokenizer.json");
    return json ? tokenized(parseTokenizerJson(*json, "tokenizer.json")) : refused(json.error(), "tokenizer.json");
}

Reading readVocabulary(std::string_view bytes)
{
    return tokenized(parseVocabulary(bytes, "tokenizer vocab.txt"));
}

Reading readTokenizerConfig(std::string_view bytes)
{
    const auto json = parseJsonObject(bytes, "tokenizer_config.json");
    if (!json)
        return refused(json.error(), "tokenizer_config.json");
    TokenizerSpec spec;
    auto applied = applyTokenizerConfig(spec, *json, "tokenizer_config.json");
    if (applied) // the older file has the same keys
        applied = applySpecialTokensMap(spec, *json, "tokenizer_config.json");
    return applied ? Reading{true, {}} : refused(applied.error(), "tokenizer_config.json");
}

/// Answers must stand where their places say.
Reading readList(std::string_view bytes, const char* fileName)
{
    const auto list = parseQuestionList(std::string(bytes), fileName, {});
    if (!list)
        return refused(list.error(), fileName);
    for (const ListedQuestion& question : list->questions) {
        if (question.paragraph >= list->paragraphs.size())
            return {true, "a question without its paragraph"};
        const std::string& context = list->paragraphs[question.paragraph].context;
        for (std::size_t i = 0; i < question.places.size(); ++i) {
            const TextRange place = question.places[i];
            if (question.places.size() != question.expected->size())
                return {true, "not one place an answer"};
            if (place.end > 0 && codePointRange(context, place.begin, place.end) != question.expected->at(i))
                return {true, "an answer is not at its place"};
        }
    }
    if (list->notes.size() > mostNotes || list->notes.size() < std::min(list->leftOut, mostNotes))
        return {true, "what was left out is not said"};
    return loaded(!list->questions.empty(), "a list without questions");
}

Reading readSquadFile(std::string_view bytes)
{
    return readList(bytes, "squad.json");
}

Reading readPlainFile(std::string_view bytes)
{
    return readList(bytes, "questions.txt");
}

Reading readRowsFile(std::string_view bytes)
{
    return readList(bytes, "rows.jsonl");
}

Reading readTableFile(std::string_view bytes)
{
    return readList(bytes, "rows.csv");
}

const std::vector<HostileReader>& all()
{
    static const std::vector<HostileReader> readers{
        {"safetensors", readSafetensors, {"fixtures/safetensors"}},
        {"safetensors_header", readHeader, {"hostile/safetensors_header"}},
        {"torch_bin", readTorchFile, {"fixtures/torch-bin"}},
        {"session", readWholeSession, {"hostile/session"}},
        {"session_text", readText, {"hostile/session_text"}},
        {"config", readConfig, {"models/tiny-bert-qa/config.json", "field/models/config-with-nan/config.json"}},
        {"index", readIndex, {"hostile/index"}},
        {"tokenizer", readTokenizer, {"models/tiny-bert-qa/tokenizer.json"}},
        {"fast_tokenizer", readFastTokenizer, {"hostile/fast_tokenizer"}},
        {"sentence_piece", readSentencePiece, {"models/tiny-deberta-v3-cls/spm.model"}},
        {"merges", readMerges, {"models/tiny-roberta-cls/merges.txt"}},
        {"vocabulary", readVocabulary, {"models/tiny-bert-qa/vocab.txt"}},
        {"tokenizer_config", readTokenizerConfig, {"models/tiny-bert-qa/tokenizer_config.json"}},
        {"squad",
         readSquadFile,
         {"questions/squad-1.1.json", "questions/squad-2.0.json", "field/questions/answers-as-columns.json",
          "field/questions/answers-as-strings.json", "field/questions/flat-rows.json"}},
        {"json_lines", readRowsFile, {"field/questions/rows.jsonl"}},
        {"table", readTableFile, {"field/questions/rows.csv", "field/questions/header.tsv"}},
        {"questions", readPlainFile, {"questions/paragraphs.txt", "questions/tabbed.tsv"}},
    };
    return readers;
}

std::string contentsOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

std::span<const HostileReader> hostileReaders()
{
    return all();
}

const HostileReader* hostileReader(std::string_view name)
{
    const auto found = std::find_if(all().begin(), all().end(), [&](const HostileReader& r) { return name == r.name; });
    return found == all().end() ? nullptr : &*found;
}

std::vector<std::string> seedsOf(const HostileReader& reader, const fs::path& data)
{
    std::vector<fs::path> files;
    for (const char* seed : reader.seeds) {
        const fs::path path = data / seed;
        if (!fs::is_directory(path))
            files.push_back(path);
        else
            for (const auto& entry : fs::directory_iterator(path))
                files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> contents;
    for (const fs::path& file : files)
        if (fs::file_size(file) <= largestSeed)
            contents.push_back(contentsOf(file));
    return contents;
}

} // namespace headlight::testing
