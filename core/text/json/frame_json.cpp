// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/files/json_reader.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/json/token_json.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr std::int64_t largestId = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t largestType = 1; // no encoder's frame has more
constexpr auto remedy = "Download it again.";

class FrameReader {
public:
    explicit FrameReader(std::string where) : m_file(std::move(where)) {}

    Result<void> read(const json& object)
    {
        const std::string type = typeOf(object);
        if (type.empty())
            return {};
        if (type == "Sequence")
            return readSequence(object.value("processors", json()));
        if (type == "TemplateProcessing")
            return readTemplate(object);
        if (type == "RobertaProcessing" || type == "BertProcessing")
            return readPlain(object, type == "RobertaProcessing");
        if (type == "ByteLevel")
            return readTrimming(object);
        return unsupportedPart("post_processor", type,
                               "BertProcessing, ByteLevel, RobertaProcessing, TemplateProcessing and sequences of "
                               "them are",
                               m_file);
    }

    Frame result() { return std::move(m_result); }

private:
    std::string place() const { return m_file + ", key \"post_processor\""; }

    Result<void> readSequence(const json& list)
    {
        if (!list.is_array())
            return inputError("Expected a list of processors", place(), remedy);
        for (const json& object : list)
            if (auto step = read(object); !step)
                return step;
        return {};
    }

    Result<void> readTrimming(const json& object)
    {
        JsonReader fields(object, place());
        m_result.trimsOffsets = fields.flag("trim_offsets", true);
        m_result.keepsPrefix = fields.flag("add_prefix_space", true);
        return fields.checked();
    }

    /// A token as a pair of text and id.
    Result<FramePart> tokenOf(const json& object, const char* key) const
    {
        const json pair = object.value(key, json());
        const bool good = pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_number_unsigned() &&
                          pair[1].get<std::uint64_t>() <= static_cast<std::uint64_t>(largestId);
        if (!good)
            return inputError("Expected a token and its id", place() + ", " + inQuotes(key), remedy);
        return FramePart{.token = pair[0].get<std::string>(), .id = pair[1].get<std::int64_t>()};
    }

    Result<void> readPlain(const json& object, bool isRoberta)
    {
        const auto cls = tokenOf(object, "cls");
        const auto sep = tokenOf(object, "sep");
        if (!cls || !sep)
            return Failure(cls ? sep.error() : cls.error());
        const Frame around = Frame::around(*cls, *sep, isRoberta, isRoberta ? 0 : 1);
        m_result.single = around.single;
        m_result.pair = around.pair;
        return isRoberta ? readTrimming(object) : Result<void>();
    }

    Result<void> readTemplate(const json& object)
    {
        const json tokens = object.value("special_tokens", json::object());
        for (const auto& [key, parts] : {std::pair("single", &m_result.single), std::pair("pair", &m_result.pair)}) {
            auto read = readParts(*parts, object.value(key, json()), tokens, place() + ", " + inQuotes(key));
            if (!read)
                return read;
        }
        return requireTexts();
    }

    Result<void> requireTexts() const
    {
        const auto count = [](const std::vector<FramePart>& parts, FramePart::Kind kind) {
            return std::count_if(parts.begin(), parts.end(), [kind](const FramePart& p) { return p.kind == kind; });
        };
        using enum FramePart::Kind;
        const bool single = count(m_result.single, First) == 1 && count(m_result.single, Second) == 0;
        if (single && count(m_result.pair, First) == 1 && count(m_result.pair, Second) == 1)
            return {};
        return inputError("Expected each text once in the template", place(), remedy);
    }

    Result<void> readParts(std::vector<FramePart>& parts, const json& list, const json& tokens,
                           const std::string& where) const
    {
        parts.clear();
        if (!list.is_array() || list.size() > mostSteps)
            return inputError("Expected a list of at most " + std::to_string(mostSteps) + " parts", where, remedy);
        for (const json& part : list)
            if (auto read = readPart(parts, part, tokens, where); !read)
                return read;
        return {};
    }

    Result<void> readPart(std::vector<FramePart>& parts, const json& part, const json& tokens,
                          const std::string& where) const
    {
        const bool isText = part.is_object() && part.contains("Sequence");
        const bool isToken = part.is_object() && part.contains("SpecialToken");
        const json inner = isText ? part["Sequence"] : isToken ? part["SpecialToken"] : json();
        if (!inner.is_object())
            return inputError("Expected a text or a special token", where, remedy);
        JsonReader fields(inner, where);
        FramePart read{.type = fields.wholeNumber("type_id", 0, largestType, 0), .token = fields.requiredText("id")};
        if (auto checked = fields.checked(); !checked)
            return checked;
        if (isToken)
            return appendTokens(parts, read, tokens, where);
        if (read.token != "A" && read.token != "B")
            return inputError("Expected the text A or B, found " + inQuotes(read.token), where, remedy);
        parts.push_back({read.token == "A" ? FramePart::Kind::First : FramePart::Kind::Second, read.type, {}, -1});
        return {};
    }

    /// A name of the template may stand for several tokens.
    static Result<void> appendTokens(std::vector<FramePart>& parts, const FramePart& named, const json& tokens,
                                     const std::string& where)
    {
        const json token = tokens.is_object() ? tokens.value(named.token, json()) : json();
        const json ids = token.is_object() ? token.value("ids", json()) : json();
        const json texts = token.is_object() ? token.value("tokens", json()) : json();
        if (!ids.is_array() || !texts.is_array() || ids.size() != texts.size() || ids.size() > mostSteps)
            return inputError("The template's token " + inQuotes(named.token) + " is not among its special tokens",
                              where, remedy);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!texts[i].is_string() || !ids[i].is_number_unsigned() ||
                ids[i].get<std::uint64_t>() > static_cast<std::uint64_t>(largestId))
                return inputError("Expected the id of the token " + inQuotes(named.token), where, remedy);
            parts.push_back({FramePart::Kind::Special, named.type, texts[i], ids[i]});
        }
        return {};
    }

    std::string m_file;
    Frame m_result;
};

} // namespace

/// Without a processor, texts stand alone.
Result<Frame> parseFrame(const json& json, const std::string& where)
{
    FrameReader reader(where);
    if (auto read = reader.read(json); !read)
        return Failure(read.error());
    Frame frame = reader.result();
    if (frame.single.empty()) {
        using enum FramePart::Kind;
        frame.single = {{First, 0, {}, -1}};
        frame.pair = {{First, 0, {}, -1}, {Second, 1, {}, -1}};
    }
    return frame;
}

} // namespace headlight
