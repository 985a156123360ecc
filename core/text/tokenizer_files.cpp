// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_files.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/files/atomic_file.h"
#include "core/files/foreign_file.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t largestVocabulary = 32U << 20U; // bytes of vocab.txt or tokenizer.json
constexpr std::uint64_t largestConfig = 4U << 20U;
constexpr std::size_t mostTokens = 2'000'000;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
}

std::string_view nextLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

Result<TokenizerSpec> readVocabularyFile(const fs::path& folder)
{
    if (const fs::path file = folder / "tokenizer.json"; isThere(file)) {
        std::string remark;
        const auto json = readJsonObject(file, largestVocabulary, &remark);
        auto spec = json ? parseTokenizerJson(*json, file.string()) : Failure(json.error());
        if (spec)
            spec->remark = remark;
        return spec;
    }
    const fs::path file = folder / "vocab.txt";
    if (!isThere(file))
        return inputError("The folder has no tokenizer: neither tokenizer.json nor vocab.txt", folder.string(),
                          "Save it there with tokenizer.save_pretrained(...), or download the missing file.");
    const auto bytes = readFile(file, largestVocabulary);
    if (!bytes)
        return Failure(bytes.error());
    return parseVocabulary({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

/// An empty object where the file is missing.
Result<json> readIfThere(const fs::path& file, std::string* remark)
{
    if (!isThere(file))
        return json::object();
    return readJsonObject(file, largestConfig, remark);
}

/// What config.json says of the tokens; all else in it is no tokenizer's concern.
Result<void> applyModelConfig(TokenizerSpec& spec, const fs::path& folder, bool classIsKnown)
{
    const fs::path file = folder / "config.json";
    std::string said; // by the reader of configurations
    const auto config = readIfThere(file, &said);
    if (!config)
        return Failure(config.error());
    const auto size = config->find("vocab_size");
    if (size != config->end() && size->is_number_unsigned() && size->get<std::uint64_t>() <= mostTokens)
        spec.embeddings = size->get<std::int64_t>();
    return classIsKnown ? Result<void>() : applyTokenizerClass(spec, *config, file.string());
}

/// The files that tokenizer_config.json replaces, where it lists the added tokens itself.
Result<void> applyOlderFiles(TokenizerSpec& spec, const fs::path& folder)
{
    using Apply = Result<void> (*)(TokenizerSpec&, const json&, const std::string&);
    for (const auto& [name, apply] : {std::pair<const char*, Apply>{"special_tokens_map.json", applySpecialTokensMap},
                                      std::pair<const char*, Apply>{"added_tokens.json", applyAddedTokens}}) {
        const auto json = readIfThere(folder / name, &spec.remark);
        if (!json)
            return Failure(json.error());
        if (auto applied = apply(spec, *json, (folder / name).string()); !applied)
            return applied;
    }
    return {};
}

Result<void> applyConfigs(TokenizerSpec& spec, const fs::path& folder)
{
    const fs::path file = folder / "tokenizer_config.json";
    const auto config = readIfThere(file, &spec.remark);
    if (!config)
        return Failure(config.error());
    const auto says = [&config](const char* key) { return config->contains(key) && !config->at(key).is_null(); };
    if (auto applied = applyModelConfig(spec, folder, says("tokenizer_class")); !applied)
        return applied;
    if (auto applied = applyTokenizerConfig(spec, *config, file.string()); !applied)
        return applied;
    return says("added_tokens_decoder") ? Result<void>() : applyOlderFiles(spec, folder);
}

bool isAdded(const TokenizerSpec& spec, const std::string& token)
{
    return std::any_of(spec.added.begin(), spec.added.end(), [&](const AddedToken& a) { return a.content == token; });
}

Result<void> requireToken(const TokenizerSpec& spec, const std::string& token, bool added)
{
    if (spec.vocabulary.contains(token) || (added && isAdded(spec, token)))
        return {};
    return inputError("The vocabulary has no token " + inQuotes(token), spec.source,
                      "Use the vocabulary that belongs to this model.");
}

/// Special tokens are found in the text as they stand, whether a file lists them as added or not.
void addSpecialTokens(TokenizerSpec& spec)
{
    std::vector<std::string> all{spec.pieces.unknown, spec.cls, spec.sep, spec.pad, spec.mask};
    all.insert(all.end(), spec.moreSpecial.begin(), spec.moreSpecial.end());
    TokenAdder adder(spec);
    for (const std::string& token : all) {
        const auto found = spec.vocabulary.find(token);
        if (found != spec.vocabulary.end())
            adder.add({.content = token, .id = found->second, .special = true});
    }
}

/// Without an embedding for the tokens around every text, these are the files of another model.
Result<void> checkFrame(const TokenizerSpec& spec)
{
    for (const AddedToken& token : spec.added) {
        const bool inFrame = token.content == spec.cls || token.content == spec.sep || token.content == spec.pad;
        if (inFrame && token.id >= spec.embeddings)
            return inputError("The token " + inQuotes(token.content) + " is number " + std::to_string(token.id) +
                                  ", and the model has embeddings for numbers 0 to " +
                                  std::to_string(spec.embeddings - 1),
                              spec.source, "Use the tokenizer files that the model was saved with.");
    }
    return {};
}

} // namespace

Result<TokenizerSpec> parseVocabulary(std::string_view text, const std::string& fileName)
{
    const ForeignFile foreign = recogniseForeignFile(std::as_bytes(std::span(text.substr(0, 512))));
    if (!foreign.what.empty() && text.starts_with("version"))
        return inputError(foreign.what, fileName, foreign.remedy);
    if (text.starts_with(byteOrderMark)) // of editors; it is no part of the first token
        text.remove_prefix(byteOrderMark.size());
    TokenizerSpec spec;
    spec.source = fileName;
    for (std::int64_t id = 0; !text.empty(); ++id) {
        const std::string_view token = nextLine(text);
        const std::string where = fileName + ", line " + std::to_string(id + 1);
        if (!isValidUtf8(token))
            return inputError("The line is not UTF-8", where, "Convert the file to UTF-8, or download it again.");
        if (spec.vocabulary.size() == mostTokens)
            return inputError("More than " + std::to_string(mostTokens) + " tokens", where, "Choose another file.");
        spec.vocabulary[std::string(token)] = id;
    }
    return spec;
}

Result<TokenizerSpec> readTokenizerFiles(const fs::path& folder)
{
    auto spec = readVocabularyFile(folder);
    if (!spec)
        return spec;
    if (auto applied = applyConfigs(*spec, folder); !applied)
        return Failure(applied.error());
    auto complete = completed(std::move(*spec));
    if (!complete)
        return complete;
    if (auto framed = checkFrame(*complete); !framed)
        return Failure(framed.error());
    return complete;
}

Result<TokenizerSpec> completed(TokenizerSpec spec)
{
    addSpecialTokens(spec);
    if (auto unknown = requireToken(spec, spec.pieces.unknown, false); !unknown)
        return Failure(unknown.error());
    for (const std::string& token : {spec.cls, spec.sep, spec.pad}) {
        if (auto found = requireToken(spec, token, true); !found)
            return Failure(found.error());
    }
    return spec;
}

std::vector<AddedToken> tokensWithoutEmbedding(const TokenizerSpec& spec)
{
    std::map<std::int64_t, AddedToken> beyond;
    for (const auto& [token, id] : spec.vocabulary)
        if (id >= spec.embeddings && !token.empty()) // a blank line's is in no text
            beyond[id] = {.content = token, .id = id};
    for (const AddedToken& token : spec.added)
        if (token.id >= spec.embeddings)
            beyond[token.id] = token;
    std::vector<AddedToken> tokens;
    for (auto& [id, token] : beyond)
        tokens.push_back(std::move(token));
    return tokens;
}

} // namespace headlight
