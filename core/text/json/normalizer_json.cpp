// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/files/json_reader.h"
#include "core/text/json/fast_tokenizer_json.h"
#include "core/text/json/token_json.h"
#include "core/text/unicode.h"

namespace headlight {
namespace {

using nlohmann::json;

constexpr auto knownSteps = "BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Precompiled, Prepend, Replace, Strip, "
                            "StripAccents and sequences of them are";

/// Nothing where a character is none of base 64.
std::optional<std::string> decodeBase64(std::string_view text)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<int, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < digits.size(); ++i)
        values[static_cast<unsigned char>(digits[i])] = static_cast<int>(i);
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char digit : text.substr(0, text.find('='))) {
        const int value = values[static_cast<unsigned char>(digit)];
        if (value < 0)
            return {};
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8)
            bytes += static_cast<char>((bits >> static_cast<unsigned>(held -= 8)) & 0xFFU);
    }
    return bytes;
}

class NormalizerReader {
public:
    explicit NormalizerReader(std::string fileName) : m_where(std::move(fileName)) {}

    Result<void> read(const json& object)
    {
        const std::string type = typeOf(object);
        if (type.empty())
            return {};
        if (type == "Sequence")
            return readSequence(object.value("normalizers", json()));
        if (++m_steps > mostSteps)
            return inputError("The normalizer has more than " + std::to_string(mostSteps) + " steps", place(),
                              "Choose a model with another tokenizer.");
        return readStep(object, type);
    }

    Normalizer result() { return std::move(m_result); }

private:
    std::string place() const { return m_where + ", key \"normalizer\""; }

    Result<void> readSequence(const json& list)
    {
        if (!list.is_array())
            return inputError("Expected a list of normalizers", place(), "Download it again.");
        for (const json& object : list)
            if (auto step = read(object); !step)
                return step;
        return {};
    }

    Result<void> readStep(const json& object, const std::string& type)
    {
        if (const auto plain = plainStep(type)) {
            m_result.add(plain);
            return {};
        }
        if (type == "Precompiled")
            return readMap(object.value("precompiled_charsmap", json()));
        if (type == "Replace")
            return readReplace(object);
        JsonReader fields(object, place());
        if (!readOptions(type, fields))
            return unsupportedPart("normalizer", type, knownSteps, m_where);
        return fields.checked();
    }

    /// The steps without options.
    static Normalizer::Step plainStep(const std::string& type)
    {
        if (type == "NFC" || type == "NFKC")
            return [compatible = type == "NFKC"](AlignedText text) { return composed(text, compatible); };
        if (type == "NFD" || type == "NFKD")
            return [compatible = type == "NFKD"](AlignedText text) { return decomposed(text, compatible); };
        if (type == "StripAccents")
            return withoutMarks;
        return type == "Lowercase" ? Normalizer::Step(inLowerCase) : Normalizer::Step();
    }

    bool readOptions(const std::string& type, JsonReader& fields)
    {
        if (type == "BertNormalizer") {
            m_result.add(bertNormalizer(bertOptions(fields)));
        } else if (type == "Strip") {
            const bool left = fields.flag("strip_left", true);
            m_result.add(strip(left, fields.flag("strip_right", true)));
        } else if (type == "Prepend") {
            m_result.add([prefix = decodeUtf8(fields.text("prepend", ""))](AlignedText text) {
                return withPrefix(std::move(text), prefix);
            });
        } else {
            return false;
        }
        return true;
    }

    static NormalizerOptions bertOptions(JsonReader& fields)
    {
        NormalizerOptions options;
        options.cleanText = fields.flag("clean_text", true);
        options.spaceChinese = fields.flag("handle_chinese_chars", true);
        options.lowerCase = fields.flag("lowercase", true);
        if (fields.has("strip_accents"))
            options.stripAccents = fields.flag("strip_accents", false);
        return options;
    }

    Result<void> readMap(const json& text)
    {
        if (text.is_null())
            return {};
        const std::string place = this->place() + ", \"precompiled_charsmap\"";
        const auto bytes = text.is_string() ? decodeBase64(text.get_ref<const std::string&>()) : std::nullopt;
        if (!bytes)
            return inputError("Expected a text in base 64", place, "Download it again.");
        auto map = CharacterMap::parse(*bytes, place);
        if (!map)
            return Failure(map.error());
        m_result.add(precompiled(std::make_shared<const CharacterMap>(std::move(*map))));
        return {};
    }

    Result<void> readReplace(const json& object)
    {
        JsonReader fields(object, place());
        const std::u32string content = decodeUtf8(fields.text("content", ""));
        const json* inner = fields.value("pattern");
        JsonReader pattern(inner && inner->is_object() ? *inner : object, place());
        const std::string text = pattern.requiredText(pattern.has("Regex") ? "Regex" : "String");
        for (const JsonReader* read : {&fields, &pattern})
            if (auto checked = read->checked(); !checked)
                return checked;
        auto made = pattern.has("Regex") ? CharacterPattern::parse(text, place())
                                         : Result<CharacterPattern>(CharacterPattern::literal(decodeUtf8(text)));
        if (!made)
            return Failure(made.error());
        m_result.add(replace(std::move(*made), content));
        return {};
    }

    std::string m_where;
    Normalizer m_result;
    std::size_t m_steps = 0;
};

} // namespace

Result<Normalizer> parseNormalizer(const json& json, const std::string& where)
{
    NormalizerReader reader(where);
    auto read = reader.read(json);
    return read ? Result<Normalizer>(reader.result()) : Failure(read.error());
}

} // namespace headlight
