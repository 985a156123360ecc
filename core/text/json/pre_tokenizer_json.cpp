// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/files/json_reader.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/json/token_json.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr auto knownSteps =
    "BertPreTokenizer, ByteLevel, Metaspace, Punctuation, WhitespaceSplit and sequences of them are";

Metaspace::Prefix prefixOf(JsonReader& fields, const std::string& where, std::optional<Error>& error)
{
    const std::string scheme = fields.text("prepend_scheme", "always");
    if (!fields.flag("add_prefix_space", true) || scheme == "never") // the older spelling has a flag
        return Metaspace::Prefix::Never;
    if (scheme != "first" && scheme != "always")
        error = unsupportedPart("pre_tokenizer", "Metaspace, " + scheme, knownSteps, where).value();
    return scheme == "first" ? Metaspace::Prefix::First : Metaspace::Prefix::Always;
}

class PreTokenizerReader {
public:
    PreTokenizerReader(WordSign& sign, std::string where) : m_sign(sign), m_where(std::move(where)) {}

    Result<void> read(const json& object)
    {
        const std::string type = typeOf(object);
        if (type.empty())
            return {};
        if (type == "Sequence")
            return readSequence(object.value("pretokenizers", json()));
        if (++m_steps > mostSteps)
            return inputError("The pre_tokenizer has more than " + std::to_string(mostSteps) + " steps", place(),
                              "Choose a model with another tokenizer.");
        JsonReader fields(object, place());
        auto step = readStep(type, fields);
        return step ? fields.checked() : step;
    }

    PreTokenizer result() { return std::move(m_result); }

private:
    std::string place() const { return m_where + ", key \"pre_tokenizer\""; }

    Result<void> readSequence(const json& list)
    {
        if (!list.is_array())
            return inputError("Expected a list of pre-tokenizers", place(), "Download it again.");
        for (const json& object : list)
            if (auto step = read(object); !step)
                return step;
        return {};
    }

    Result<void> readStep(const std::string& type, JsonReader& fields)
    {
        if (type == "Metaspace")
            return readMetaspace(fields);
        if (type == "ByteLevel")
            readByteLevel(fields);
        else if (type == "WhitespaceSplit")
            m_result.add(splitAtSpaces);
        else if (type == "BertPreTokenizer")
            m_result.add(splitForBert);
        else if (type == "Punctuation" && fields.text("behavior", "Isolated") == "Isolated")
            m_result.add(isolatePunctuation);
        else
            return unsupportedPart("pre_tokenizer", type, knownSteps, m_where);
        return {};
    }

    void readByteLevel(JsonReader& fields)
    {
        m_sign = WordSign::LeadingSpace;
        m_result.add(ByteLevel{fields.flag("add_prefix_space", true), fields.flag("use_regex", true)});
    }

    Result<void> readMetaspace(JsonReader& fields)
    {
        m_sign = WordSign::Metaspace;
        Metaspace step;
        std::optional<Error> error;
        const std::u32string sign = decodeUtf8(fields.text("replacement", "\u2581"));
        if (sign.size() != 1)
            return inputError("Expected one character that replaces spaces", place(), "Download it again.");
        step.sign = sign.front();
        step.prefix = prefixOf(fields, m_where, error);
        step.split = fields.flag("split", true);
        m_result.add(step);
        return error ? Failure(*error) : Result<void>();
    }

    WordSign& m_sign;
    std::string m_where;
    PreTokenizer m_result;
    std::size_t m_steps = 0;
};

} // namespace

Result<PreTokenizer> parsePreTokenizer(const json& json, WordSign& sign, const std::string& where)
{
    PreTokenizerReader reader(sign, where);
    auto read = reader.read(json);
    return read ? Result<PreTokenizer>(reader.result()) : Failure(read.error());
}

} // namespace headlight
