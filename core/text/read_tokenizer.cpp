// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <exception>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/json/token_json.h"
#include "core/text/older/older_files.h"
#include "core/text/tokenizer_files.h"
#include "core/text/word_piece/bert_tokenizer.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Read = Result<std::shared_ptr<const Tokenizer>>;

constexpr std::uint64_t largestVocabulary = 32U << 20U; // bytes of tokenizer.json
constexpr std::uint64_t largestConfig = 4U << 20U;
constexpr std::uint64_t mostTokens = 2'000'000;

/// Which of the readers a class of transformers takes, or a model_type.
struct KnownClass {
    std::string_view name;
    std::optional<TokenizerFamily> family; ///< none: BERT's
};

constexpr std::array<KnownClass, 8> families{{
    {"MPNetTokenizer", TokenizerFamily::MPNet},
    {"RobertaTokenizer", TokenizerFamily::Roberta},
    {"DebertaTokenizer", TokenizerFamily::Deberta},
    {"XLMRobertaTokenizer", TokenizerFamily::XlmRoberta},
    {"CamembertTokenizer", TokenizerFamily::Camembert},
    {"AlbertTokenizer", TokenizerFamily::Albert},
    {"DebertaV2Tokenizer", TokenizerFamily::DebertaV2},
    {"XLMRobertaXLTokenizer", TokenizerFamily::XlmRoberta},
}};

constexpr std::array<KnownClass, 9> modelTypes{{
    {"mpnet", TokenizerFamily::MPNet},
    {"roberta", TokenizerFamily::Roberta},
    {"deberta", TokenizerFamily::Deberta},
    {"xlm-roberta", TokenizerFamily::XlmRoberta},
    {"xlm-roberta-xl", TokenizerFamily::XlmRoberta},
    {"camembert", TokenizerFamily::Camembert},
    {"albert", TokenizerFamily::Albert},
    {"deberta-v2", TokenizerFamily::DebertaV2},
    {"roberta-prelayernorm", TokenizerFamily::Roberta},
}};

std::optional<TokenizerFamily> familyOf(std::span<const KnownClass> known, std::string_view name)
{
    const auto found = std::find_if(known.begin(), known.end(), [name](const KnownClass& k) { return k.name == name; });
    return found == known.end() ? std::nullopt : found->family;
}

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
}

std::string textAt(const json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The small files beside the vocabulary.
struct Folder {
    fs::path path;
    json config = json::object();     ///< config.json
    json tokenizer = json::object();  ///< tokenizer_config.json
    json specialMap = json::object(); ///< special_tokens_map.json
    json added = json::object();      ///< added_tokens.json
    std::string remark = {};

    TokenFiles tokenFiles() const { return {tokenizer, specialMap, added, path.string()}; }

    std::string tokenizerClass() const
    {
        std::string name = textAt(tokenizer, "tokenizer_class");
        if (name.empty())
            name = textAt(config, "tokenizer_class");
        return name.ends_with("Fast") ? name.substr(0, name.size() - 4) : name;
    }

    /// The class decides or, where none is named, the kind of model.
    std::optional<TokenizerFamily> family() const
    {
        const std::string name = tokenizerClass();
        return name.empty() ? familyOf(modelTypes, textAt(config, "model_type")) : familyOf(families, name);
    }
};

Result<Folder> readFolder(const fs::path& path)
{
    Folder folder{.path = path};
    std::string unsaid; // the reader of configurations says it
    for (const auto& [name, object, remark] :
         {std::tuple{"config.json", &folder.config, &unsaid},
          std::tuple{"tokenizer_config.json", &folder.tokenizer, &folder.remark},
          std::tuple{"special_tokens_map.json", &folder.specialMap, &folder.remark},
          std::tuple{"added_tokens.json", &folder.added, &folder.remark}}) {
        if (!isThere(path / name))
            continue;
        auto read = readJsonObject(path / name, largestConfig, remark);
        if (!read)
            return Failure(read.error());
        *object = std::move(*read);
    }
    return folder;
}

/// Whether BERT's reader takes it, which lets the class set case and accents.
bool isBert(const json& file, const Folder& folder)
{
    const auto is = [&file](const char* key, std::string_view type) {
        const auto found = file.find(key);
        return found != file.end() && typeOf(*found) == type;
    };
    const bool parts =
        is("model", "WordPiece") && is("normalizer", "BertNormalizer") && is("pre_tokenizer", "BertPreTokenizer");
    const bool framed = !is("post_processor", "RobertaProcessing") && !is("post_processor", "Sequence");
    return parts && framed && !folder.family() && isBertsOrPlainClass(folder.tokenizerClass());
}

/// Padding, mask and unknown token by their usual names, where no file names them.
void guessNames(TokenizerParts& parts)
{
    const auto guess = [&parts](std::string& name, const std::vector<std::string>& usual) {
        const std::vector<std::int64_t> ids = idsOf(parts, usual);
        for (std::size_t i = 0; name.empty() && i < ids.size(); ++i)
            if (ids[i] >= 0)
                name = usual[i];
    };
    guess(parts.names.pad, {"[PAD]", "<pad>"});
    guess(parts.names.mask, {"[MASK]", "<mask>"});
    guess(parts.names.unknown, {"[UNK]", "<unk>"});
}

/// The frame's tokens, where no file names them: the first and the last around one text.
void nameFrame(TokenizerParts& parts)
{
    const auto& single = parts.frame.single;
    if (parts.names.cls.empty() && !single.empty())
        parts.names.cls = single.front().token;
    if (parts.names.sep.empty() && !single.empty())
        parts.names.sep = single.back().token;
}

Result<void> completeJson(TokenizerParts& parts, const Folder& folder)
{
    const std::string unknown = parts.names.unknown; // the model's own; another that is named is special, no more
    if (auto named = readSpecialNames(parts, folder.tokenFiles()); !named)
        return named;
    if (!unknown.empty())
        parts.names.more.push_back(std::exchange(parts.names.unknown, unknown));
    guessNames(parts);
    nameFrame(parts);
    return addListedTokens(parts, folder.tokenFiles(), {});
}

/// Without an embedding for the tokens around every text, these are the files of another model.
Result<void> checkFrame(const TokenizerParts& parts)
{
    std::vector<FramePart> all = parts.frame.pair;
    all.insert(all.end(), parts.frame.single.begin(), parts.frame.single.end());
    all.push_back({.token = parts.names.pad, .id = idsOf(parts, {parts.names.pad}).front()});
    for (const FramePart& part : all)
        if (part.id >= parts.embeddings)
            return inputError("The token " + inQuotes(part.token) + " is number " + std::to_string(part.id) +
                                  ", and the model has embeddings for numbers 0 to " +
                                  std::to_string(parts.embeddings - 1),
                              parts.source, "Use the tokenizer files that the model was saved with.");
    return {};
}

Read finished(Result<TokenizerParts> parts, const Folder& folder)
{
    if (!parts)
        return Failure(parts.error());
    const auto size = folder.config.find("vocab_size");
    if (size != folder.config.end() && size->is_number_unsigned() && size->get<std::uint64_t>() <= mostTokens)
        parts->embeddings = size->get<std::int64_t>();
    parts->remark += (parts->remark.empty() || folder.remark.empty() ? "" : " ") + folder.remark;
    if (auto framed = checkFrame(*parts); !framed)
        return Failure(framed.error());
    return std::make_shared<const FastTokenizer>(std::move(*parts));
}

Read readBert(const fs::path& folder)
{
    auto tokenizer = BertTokenizer::fromFolder(folder);
    if (!tokenizer)
        return Failure(tokenizer.error());
    return std::make_shared<const BertTokenizer>(std::move(*tokenizer));
}

Read readJson(const Folder& folder)
{
    const fs::path file = folder.path / "tokenizer.json";
    std::string remark;
    auto json = readJsonObject(file, largestVocabulary, &remark);
    if (!json)
        return Failure(json.error());
    if (isBert(*json, folder))
        return readBert(folder.path);
    auto parts = parseFastTokenizer(*json, file.string());
    if (!parts)
        return Failure(parts.error());
    parts->remark = remark;
    if (auto complete = completeJson(*parts, folder); !complete)
        return Failure(complete.error());
    return finished(std::move(parts), folder);
}

Read readOlder(const Folder& folder)
{
    const std::optional<TokenizerFamily> family = folder.family();
    if (!family)
        return readBert(folder.path);
    const std::string names = olderFileNames(*family);
    const fs::path first = folder.path / names.substr(0, names.find(' '));
    if (!isThere(first))
        return inputError("The folder has no tokenizer: neither tokenizer.json nor " + names, folder.path.string(),
                          "Save it there with tokenizer.save_pretrained(...), or download the missing file.");
    return finished(readOlderFiles(*family, folder.path, folder.tokenFiles()), folder);
}

} // namespace

Read readTokenizer(const fs::path& path)
try {
    const auto folder = readFolder(path);
    if (!folder)
        return Failure(folder.error());
    return isThere(path / "tokenizer.json") ? readJson(*folder) : readOlder(*folder);
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read the tokenizer: ") + error.what(), path.string());
}

} // namespace headlight
