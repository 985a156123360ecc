// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/files/atomic_file.h"
#include "core/files/foreign_file.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestVocabulary = 32U << 20U; // bytes of vocab.txt or tokenizer.json
constexpr std::uint64_t largestConfig = 4U << 20U;
constexpr std::size_t mostTokens = 2'000'000;

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
        const auto json = readJsonObject(file, largestVocabulary);
        return json ? parseTokenizerJson(*json, file.string()) : tl::unexpected(json.error());
    }
    const fs::path file = folder / "vocab.txt";
    if (!isThere(file))
        return inputError("The folder has no tokenizer: neither tokenizer.json nor vocab.txt", folder.string(),
                          "Save it there with tokenizer.save_pretrained(...), or download the missing file.");
    const auto bytes = readFile(file, largestVocabulary);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return parseVocabulary({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

Result<void> applyFile(TokenizerSpec& spec, const fs::path& file)
{
    if (!isThere(file))
        return {};
    const auto json = readJsonObject(file, largestConfig);
    return json ? applyTokenizerConfig(spec, *json, file.string()) : tl::unexpected(json.error());
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
            adder.add({.content = token, .id = found->second});
    }
}

/// Beside a vocab.txt, the tokens that were added later; tokenizer.json has them itself.
Result<void> applyAddedTokensFile(TokenizerSpec& spec, const fs::path& folder)
{
    const fs::path file = folder / "added_tokens.json";
    if (isThere(folder / "tokenizer.json") || !isThere(file))
        return {};
    const auto json = readJsonObject(file, largestConfig);
    return json ? applyAddedTokens(spec, *json, file.string()) : tl::unexpected(json.error());
}

} // namespace

Result<TokenizerSpec> parseVocabulary(std::string_view text, const std::string& fileName)
{
    const ForeignFile foreign = recogniseForeignFile(std::as_bytes(std::span(text.substr(0, 512))));
    if (!foreign.what.empty() && text.starts_with("version"))
        return inputError(foreign.what, fileName, foreign.remedy);
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
    // The configuration counts where both files name a token.
    for (const char* name : {"special_tokens_map.json", "tokenizer_config.json"}) {
        if (auto applied = applyFile(*spec, folder / name); !applied)
            return tl::unexpected(applied.error());
    }
    if (auto applied = applyAddedTokensFile(*spec, folder); !applied)
        return tl::unexpected(applied.error());
    return completed(std::move(*spec));
}

Result<TokenizerSpec> completed(TokenizerSpec spec)
{
    addSpecialTokens(spec);
    if (auto unknown = requireToken(spec, spec.pieces.unknown, false); !unknown)
        return tl::unexpected(unknown.error());
    for (const std::string& token : {spec.cls, spec.sep, spec.pad}) {
        if (auto found = requireToken(spec, token, true); !found)
            return tl::unexpected(found.error());
    }
    return spec;
}

} // namespace headlight
