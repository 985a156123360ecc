// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/safetensors_json.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"
#include "core/files/json_repair.h"
#include "core/files/tensor_type.h"

namespace headlight {
namespace {

constexpr std::size_t mostTensors = 100'000;
constexpr std::size_t highestRank = 8;
constexpr std::string_view metadataKey = "__metadata__";

/// Receives the parser's events. Every event is legal in one place only; all else ends the parsing with a message, so
/// that nesting cannot run deep. Knows which key it is in.
class HeaderHandler : public nlohmann::json_sax<nlohmann::json> {
public:
    bool null() override;
    bool boolean(bool /*value*/) override { return unexpected("a boolean"); }
    bool number_integer(number_integer_t value) override;
    bool number_unsigned(number_unsigned_t value) override;
    bool number_float(number_float_t /*value*/, const string_t& text) override;
    bool string(string_t& value) override;
    bool binary(binary_t& /*value*/) override { return unexpected("binary data"); }
    bool start_object(std::size_t /*elements*/) override;
    bool key(string_t& name) override;
    bool end_object() override;
    bool start_array(std::size_t /*elements*/) override;
    bool end_array() override;
    bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override;

    SafetensorsHeader& header() { return m_header; }
    const std::string& problem() const { return m_problem; }
    /// The key or the byte of the problem.
    const std::string& place() const { return m_place; }

private:
    enum class In { Nothing, Header, Metadata, Entry, Shape, Offsets };

    bool fail(std::string problem);
    bool unexpected(const std::string& found);
    std::string expected() const;
    bool beginEntry(const std::string& name);
    bool beginField(const std::string& name);
    bool beginMetadataItem(const std::string& name);
    bool endEntry();
    bool setType(const std::string& name);

    In m_in = In::Nothing;
    bool m_metadataNext = false; ///< the value of __metadata__ comes next
    bool m_metadataSeen = false;
    bool m_entryNext = false; ///< a tensor's object comes next
    std::string m_name;       ///< of the tensor, or the metadata's key
    std::string m_field;      ///< of the tensor's object, whose value comes next
    bool m_hasType = false;
    bool m_hasShape = false;
    std::vector<std::uint64_t> m_offsets;
    bool m_hasOffsets = false;
    TensorEntry m_entry;
    SafetensorsHeader m_header;
    std::string m_problem;
    std::string m_place;
};

bool HeaderHandler::fail(std::string problem)
{
    m_problem = std::move(problem);
    if (m_in == In::Nothing)
        m_place = "byte " + std::to_string(headerPrefix);
    else if (m_in == In::Metadata || m_metadataNext)
        m_place =
            m_name.empty() || m_metadataNext ? "key __metadata__" : "key " + inQuotes(m_name) + " of __metadata__";
    else
        m_place = "tensor " + inQuotes(m_name) + (m_field.empty() ? "" : ", key " + inQuotes(m_field));
    return false;
}

std::string HeaderHandler::expected() const
{
    switch (m_in) {
    case In::Nothing: return "an object with the tensors";
    case In::Header: return m_metadataNext ? "an object of strings" : "an object with dtype, shape and data_offsets";
    case In::Metadata: return "a string";
    case In::Entry: return m_field == "dtype" ? "a type's name" : "a list of whole numbers";
    case In::Shape:
    case In::Offsets: return "a whole number";
    }
    return {};
}

bool HeaderHandler::unexpected(const std::string& found)
{
    return fail("The header has " + found + " where " + expected() + " belongs");
}

bool HeaderHandler::null()
{
    if (!m_metadataNext)
        return unexpected("null");
    m_metadataNext = false;
    return true;
}

bool HeaderHandler::number_integer(number_integer_t value)
{
    return unexpected(value == 0 ? "the number -0" : "the negative number " + std::to_string(value));
}

bool HeaderHandler::number_unsigned(number_unsigned_t value)
{
    if (m_in == In::Offsets) {
        if (m_offsets.size() == 2)
            return fail("data_offsets has more than two numbers");
        m_offsets.push_back(value);
        return true;
    }
    if (m_in != In::Shape)
        return unexpected("a number");
    if (m_entry.shape.size() == highestRank)
        return fail("The shape has more than " + std::to_string(highestRank) + " dimensions");
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return fail("The shape's dimension " + std::to_string(value) + " is too large");
    m_entry.shape.push_back(static_cast<std::int64_t>(value));
    return true;
}

bool HeaderHandler::number_float(number_float_t /*value*/, const string_t& text)
{
    return unexpected("the number " + inQuotes(numberAsWritten(text)));
}

bool HeaderHandler::string(string_t& value)
{
    if (m_in == In::Metadata) {
        m_header.metadata.emplace(m_name, std::move(value));
        return true;
    }
    return m_in == In::Entry && m_field == "dtype" ? setType(value) : unexpected("a string");
}

bool HeaderHandler::setType(const std::string& name)
{
    if (isKnownButUnsupported(name))
        return fail("Tensors of type " + name + " are not supported");
    const auto type = tensorTypeNamed(name);
    if (!type)
        return fail("There is no tensor type " + inQuotes(name));
    m_entry.type = *type;
    m_hasType = true;
    m_field.clear();
    return true;
}

bool HeaderHandler::start_object(std::size_t /*elements*/)
{
    if (m_in == In::Nothing)
        m_in = In::Header;
    else if (m_in == In::Header && m_metadataNext)
        m_in = In::Metadata;
    else if (m_in == In::Header && m_entryNext)
        m_in = In::Entry;
    else
        return unexpected("an object");
    if (m_in == In::Metadata)
        m_name.clear();
    m_metadataNext = false;
    m_entryNext = false;
    return true;
}

bool HeaderHandler::key(string_t& name)
{
    switch (m_in) {
    case In::Header: return beginEntry(name);
    case In::Metadata: return beginMetadataItem(name);
    default: return beginField(name);
    }
}

bool HeaderHandler::beginEntry(const std::string& name)
{
    m_name = name;
    m_metadataNext = name == metadataKey;
    m_entryNext = !m_metadataNext;
    if (m_metadataNext && std::exchange(m_metadataSeen, true))
        return fail("The key appears twice");
    if (m_header.tensors.contains(name))
        return fail("The tensor appears twice");
    if (m_header.tensors.size() == mostTensors)
        return fail("The file has more than " + std::to_string(mostTensors) + " tensors");
    m_entry = {};
    m_offsets.clear();
    m_hasType = m_hasShape = m_hasOffsets = false;
    return true;
}

bool HeaderHandler::beginMetadataItem(const std::string& name)
{
    m_name = name;
    return !m_header.metadata.contains(name) || fail("The key appears twice");
}

bool HeaderHandler::beginField(const std::string& name)
{
    m_field = name;
    if (name != "dtype" && name != "shape" && name != "data_offsets")
        return fail("A tensor has no such key; dtype, shape and data_offsets are all");
    const bool again = name == "dtype" ? m_hasType : name == "shape" ? m_hasShape : m_hasOffsets;
    return !again || fail("The key appears twice");
}

bool HeaderHandler::end_object()
{
    if (m_in == In::Entry)
        return endEntry();
    m_in = m_in == In::Metadata ? In::Header : In::Nothing;
    return true;
}

bool HeaderHandler::endEntry()
{
    m_field.clear();
    if (!m_hasType || !m_hasShape || !m_hasOffsets)
        return fail(std::string("The tensor has no ") + (!m_hasType    ? "dtype"
                                                         : !m_hasShape ? "shape"
                                                                       : "data_offsets"));
    m_entry.begin = m_offsets[0];
    m_entry.end = m_offsets[1];
    m_header.tensors.emplace(m_name, std::move(m_entry));
    m_in = In::Header;
    return true;
}

bool HeaderHandler::start_array(std::size_t /*elements*/)
{
    if (m_in != In::Entry || m_field == "dtype")
        return unexpected("a list");
    m_in = m_field == "shape" ? In::Shape : In::Offsets;
    return true;
}

bool HeaderHandler::end_array()
{
    if (m_in == In::Offsets && m_offsets.size() != 2)
        return fail("data_offsets has " + std::to_string(m_offsets.size()) + " numbers, not two");
    (m_in == In::Shape ? m_hasShape : m_hasOffsets) = true;
    m_in = In::Entry;
    m_field.clear();
    return true;
}

bool HeaderHandler::parse_error(std::size_t position, const std::string& /*token*/,
                                const nlohmann::detail::exception& /*error*/)
{
    // The parser counts from 1, the character at fault included.
    m_place = "byte " + std::to_string(headerPrefix + position - (position > 0 ? 1 : 0));
    m_problem = "The header is not well-formed JSON";
    return false;
}

Failure headerError(const std::string& fileName, std::size_t byte, const std::string& problem)
{
    return inputError(problem, fileName + ", byte " + std::to_string(headerPrefix + byte),
                      "The file is damaged; download or save it again.");
}

/// What the JSON parser would tolerate: a byte order mark, and a NUL byte as the end of the text.
Result<void> checkBytes(std::string_view json, const std::string& fileName)
{
    if (json.empty())
        return headerError(fileName, 0, "The header is empty");
    if (const std::size_t bad = findInvalidUtf8(json); bad != std::string_view::npos)
        return headerError(fileName, bad, "The header is not UTF-8");
    if (json.starts_with("\xEF\xBB\xBF"))
        return headerError(fileName, 0, "The header starts with a byte order mark");
    if (const std::size_t nul = json.find('\0'); nul != std::string_view::npos)
        return headerError(fileName, nul, "The header has a NUL byte");
    return {};
}

} // namespace

Result<SafetensorsHeader> parseSafetensorsJson(std::string_view json, const std::string& fileName)
{
    if (auto checked = checkBytes(json, fileName); !checked)
        return Failure(checked.error());
    HeaderHandler handler;
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &handler))
        return inputError(handler.problem(), fileName + ", " + handler.place(),
                          "The file is damaged or of another kind; download or save it again.");
    return std::move(handler.header());
}

} // namespace headlight
