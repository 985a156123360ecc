// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"
#include "core/files/json_reader.h"
#include "core/text/byte_bpe/byte_pairs.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/json/token_json.h"
#include "core/text/unigram/unigram.h"
#include "core/text/word_piece/word_piece.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t longestWord = 1'000;
constexpr std::size_t mostTokens = 2'000'000;
constexpr auto remedy = "Download it again.";

using Vocabulary = WordPiece::Vocabulary;

class ModelReader {
public:
    ModelReader(TokenizerParts& parts, const json& model, std::string where)
        : m_parts(parts),
          m_model(model),
          m_where(where + ", key \"model\""),
          m_fields(model, m_where)
    {
    }

    Result<void> readWordPiece()
    {
        auto vocabulary = readVocabulary();
        WordPiece::Options options;
        options.unknown = m_fields.text("unk_token", options.unknown);
        options.prefix = m_fields.text("continuing_subword_prefix", options.prefix);
        options.longestWord =
            static_cast<std::size_t>(m_fields.wholeNumber("max_input_chars_per_word", 0, longestWord, 100));
        if (auto good = checked(vocabulary); !good)
            return good;
        if (!vocabulary->contains(options.unknown))
            return inputError("The vocabulary has no token " + inQuotes(options.unknown), m_where,
                              "Use the vocabulary that belongs to this model.");
        m_parts.names.unknown = options.unknown;
        m_parts.model = std::make_shared<const WordPiece>(std::move(*vocabulary), std::move(options));
        return {};
    }

    Result<void> readBytePairs()
    {
        auto vocabulary = readVocabulary();
        BytePairs::Options options;
        options.unknown = m_fields.text("unk_token", "");
        options.prefix = m_fields.text("continuing_subword_prefix", "");
        options.suffix = m_fields.text("end_of_word_suffix", "");
        options.fuseUnknown = m_fields.flag("fuse_unk", false);
        options.wholeFirst = m_fields.flag("ignore_merges", false);
        if (auto good = checked(vocabulary); !good)
            return good;
        const auto merges = readMerges();
        if (!merges)
            return Failure(merges.error());
        m_parts.names.unknown = options.unknown;
        auto model = BytePairs::make(std::move(*vocabulary), *merges, std::move(options), m_where);
        if (!model)
            return Failure(model.error());
        m_parts.model = std::make_shared<const BytePairs>(std::move(*model));
        return {};
    }

    Result<void> readUnigram()
    {
        std::vector<std::string> pieces;
        std::vector<double> scores;
        if (auto read = readPieces(pieces, scores); !read)
            return read;
        const std::int64_t unknown = m_fields.requiredWholeNumber("unk_id", 0, largestId);
        if (auto good = checked(Result<Vocabulary>(Vocabulary())); !good)
            return good;
        for (std::size_t id = 0; id < pieces.size(); ++id)
            m_parts.entries.emplace_back(static_cast<std::int64_t>(id), pieces[id]);
        auto model = Unigram::make(std::move(pieces), std::move(scores), unknown, m_where);
        if (!model)
            return Failure(model.error());
        m_parts.names.unknown = m_parts.entries[static_cast<std::size_t>(unknown)].second;
        m_parts.model = std::make_shared<const Unigram>(std::move(*model));
        return {};
    }

private:
    Result<void> checked(const Result<Vocabulary>& vocabulary)
    {
        const bool fallback = m_fields.flag("byte_fallback", false);
        if (!vocabulary)
            return Failure(vocabulary.error());
        if (auto read = m_fields.checked(); !read)
            return read;
        if (fallback)
            return inputError("Pieces for single bytes (byte_fallback) are not supported", m_where,
                              "Choose a model with another tokenizer.");
        return {};
    }

    Result<Vocabulary> readVocabulary()
    {
        const auto found = m_model.find("vocab");
        if (found == m_model.end() || !found->is_object() || found->size() > mostTokens)
            return inputError("Expected an object with the tokens' ids", m_where + ", \"vocab\"", remedy);
        Vocabulary vocabulary;
        vocabulary.reserve(found->size());
        m_parts.entries.reserve(found->size());
        for (const auto& [token, id] : found->items()) {
            if (!id.is_number_unsigned() || id.get<std::uint64_t>() > static_cast<std::uint64_t>(largestId))
                return inputError("Expected a whole number from 0 to " + std::to_string(largestId) + ", found " +
                                      briefly(id),
                                  m_where + ", \"vocab\", " + inQuotes(token), remedy);
            vocabulary.emplace(token, id.get<std::int64_t>());
            m_parts.entries.emplace_back(id.get<std::int64_t>(), token);
        }
        return vocabulary;
    }

    Result<void> readPieces(std::vector<std::string>& pieces, std::vector<double>& scores) const
    {
        const std::string where = m_where + ", \"vocab\"";
        const auto list = m_model.find("vocab");
        if (list == m_model.end() || !list->is_array() || list->empty() || list->size() > mostTokens)
            return inputError("Expected a list of pieces with their scores", where, remedy);
        for (const json& piece : *list) {
            if (!piece.is_array() || piece.size() != 2 || !piece[0].is_string() || !piece[1].is_number())
                return inputError("Expected a piece and its score, found " + briefly(piece),
                                  where + ", number " + std::to_string(pieces.size()), remedy);
            pieces.push_back(piece[0].get_ref<const std::string&>());
            scores.push_back(piece[1].get<double>());
        }
        return {};
    }

    /// As texts "a b", or as lists of two.
    Result<BytePairs::Merges> readMerges() const
    {
        const std::string where = m_where + ", \"merges\"";
        const auto list = m_model.find("merges");
        if (list == m_model.end() || !list->is_array() || list->size() > mostTokens)
            return inputError("Expected a list of merges", where, remedy);
        BytePairs::Merges merges;
        merges.reserve(list->size());
        for (const json& merge : *list) {
            const bool isPair = merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string();
            const std::string text = merge.is_string() ? merge.get<std::string>() : std::string();
            const std::size_t space = text.find(' ');
            if (isPair)
                merges.emplace_back(merge[0], merge[1]);
            else if (space != text.npos && text.find(' ', space + 1) == text.npos)
                merges.emplace_back(text.substr(0, space), text.substr(space + 1));
            else
                return inputError("Expected two pieces to merge, found " + briefly(merge),
                                  where + ", number " + std::to_string(merges.size() + 1), remedy);
        }
        return merges;
    }

    TokenizerParts& m_parts;
    const json& m_model;
    std::string m_where;
    JsonReader m_fields;
};

} // namespace

Result<void> parseModel(TokenizerParts& parts, const json& json, const std::string& where)
{
    const bool isObject = json.is_object();
    std::string type = typeOf(json);
    if (isObject && !json.contains("type")) // older files leave it out
        type = json.contains("merges") ? "BPE" : json.contains("unk_id") ? "Unigram" : type;
    if (isObject && type == "WordPiece")
        return ModelReader(parts, json, where).readWordPiece();
    if (isObject && type == "BPE")
        return ModelReader(parts, json, where).readBytePairs();
    if (isObject && type == "Unigram")
        return ModelReader(parts, json, where).readUnigram();
    return unsupportedPart("model", type, "WordPiece, BPE and Unigram are", where);
}

} // namespace headlight
