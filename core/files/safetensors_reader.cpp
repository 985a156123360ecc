// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <exception>

#include "core/base/in_quotes.h"
#include "core/files/regular_file.h"
#include "core/files/safetensors.h"
#include "core/files/safetensors_header.h"
#include "core/files/tensor_type.h"

namespace headlight {
namespace {

constexpr std::size_t firstLook = 512; // enough to recognise other formats
constexpr auto anotherFile = "The file was made for something else, or by another program; choose another.";

std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Failure unexpectedFailure(const std::exception& error, const std::string& fileName)
{
    return inputError(std::string("Cannot read this file: ") + error.what(), fileName);
}

Failure missingTensor(const std::string& fileName, const std::string& name)
{
    return inputError("The file has no tensor " + inQuotes(name), fileName, anotherFile);
}

/// Whether the bytes begin where a float may; headers of other programs need not be padded.
bool liesAtFloats(std::span<const std::byte> bytes)
{
    return reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(float) == 0;
}

/// An offset in the file that best lies at a line of the processor's cache, where most of its matrices then do: a few
/// short tensors before them move them all.
std::size_t bestAligned(const SafetensorsHeader& header, const std::map<std::string, FileRows>& left,
                        std::size_t dataBegin)
{
    constexpr std::size_t line = 64;
    std::array<std::uint64_t, line> bytes{};
    for (const auto& [name, entry] : header.tensors) {
        if (entry.type == TensorType::F32 && entry.shape.size() > 1 && !left.contains(name))
            bytes[(dataBegin + entry.begin) % line] += entry.end - entry.begin;
    }
    const auto most = std::max_element(bytes.begin(), bytes.end());
    return *most > 0 ? static_cast<std::size_t>(most - bytes.begin()) : dataBegin;
}

std::map<std::string, FileRows> largeMatrices(const std::shared_ptr<const RegularFile>& file,
                                              const SafetensorsHeader& header, std::size_t dataBegin,
                                              std::uint64_t largest)
{
    std::map<std::string, FileRows> large;
    for (const auto& [name, entry] : header.tensors) {
        if (isFloat(entry.type) && entry.shape.size() == 2 && entry.end - entry.begin > largest)
            large.emplace(name, FileRows(file, dataBegin + entry.begin, entry.type, entry.shape));
    }
    return large;
}

/// Where they lie, in order.
std::vector<FileRange> rangesOf(const std::map<std::string, FileRows>& left, const SafetensorsHeader& header,
                                std::size_t dataBegin)
{
    std::vector<FileRange> ranges;
    for (const auto& [name, rows] : left) {
        const TensorEntry& entry = header.tensors.at(name);
        ranges.push_back({dataBegin + entry.begin, dataBegin + entry.end});
    }
    std::sort(ranges.begin(), ranges.end(), [](const FileRange& a, const FileRange& b) { return a.begin < b.begin; });
    return ranges;
}

/// A file whose header has been read and checked; its data not yet.
struct OpenedFile {
    std::vector<std::byte> bytes; ///< from the first one on, as far as they are read
    std::size_t dataBegin = 0;
    SafetensorsHeader header;
};

Result<OpenedFile> readHeader(RegularFile& file, const Job& job)
{
    OpenedFile opened;
    if (auto first = file.append(opened.bytes, std::min<std::uint64_t>(firstLook, file.size()), job, {}); !first)
        return Failure(first.error());
    const auto size = safetensorsHeaderSize(opened.bytes, file.size(), file.name());
    if (!size)
        return Failure(size.error());
    opened.dataBegin = headerPrefix + *size;
    if (opened.dataBegin > opened.bytes.size()) {
        if (auto rest = file.append(opened.bytes, opened.dataBegin - opened.bytes.size(), job, {}); !rest)
            return Failure(rest.error());
    }
    const auto json = asText(opened.bytes).substr(headerPrefix, *size);
    auto header = parseSafetensorsHeader(json, file.size() - opened.dataBegin, file.name());
    if (!header)
        return Failure(header.error());
    opened.header = std::move(*header);
    return opened;
}

} // namespace

Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path)
try {
    auto file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    auto opened = readHeader(*file, {});
    if (!opened)
        return Failure(opened.error());
    return std::move(opened->header);
} catch (const std::exception& error) {
    return unexpectedFailure(error, path.string());
}

Result<SafetensorsFile> SafetensorsFile::read(const std::filesystem::path& path, const Job& job, std::uint64_t largest)
try {
    auto file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    const auto kept = std::make_shared<RegularFile>(std::move(*file));
    auto opened = readHeader(*kept, job);
    if (!opened)
        return Failure(opened.error());
    SafetensorsFile whole;
    whole.m_left = largeMatrices(kept, opened->header, opened->dataBegin, largest);
    auto bytes = kept->whole(opened->bytes, bestAligned(opened->header, whole.m_left, opened->dataBegin),
                             rangesOf(whole.m_left, opened->header, opened->dataBegin), job,
                             "Reading " + path.filename().string());
    if (!bytes)
        return Failure(bytes.error());
    whole.m_fileName = kept->name();
    whole.m_bytes = std::move(*bytes);
    whole.m_dataBegin = opened->dataBegin;
    whole.m_tensors = std::move(opened->header.tensors);
    whole.m_metadata = std::move(opened->header.metadata);
    return whole;
} catch (const std::exception& error) {
    return unexpectedFailure(error, path.string());
}

Result<SafetensorsFile> SafetensorsFile::parse(std::vector<std::byte> bytes, std::string fileName)
try {
    const auto size =
        safetensorsHeaderSize(std::span(bytes).first(std::min(firstLook, bytes.size())), bytes.size(), fileName);
    if (!size)
        return Failure(size.error());
    SafetensorsFile whole;
    whole.m_dataBegin = headerPrefix + *size;
    auto header =
        parseSafetensorsHeader(asText(bytes).substr(headerPrefix, *size), bytes.size() - whole.m_dataBegin, fileName);
    if (!header)
        return Failure(header.error());
    whole.m_tensors = std::move(header->tensors);
    whole.m_metadata = std::move(header->metadata);
    whole.m_bytes = FileBytes(std::move(bytes));
    whole.m_fileName = std::move(fileName);
    return whole;
} catch (const std::exception& error) {
    return unexpectedFailure(error, fileName);
}

std::span<const std::byte> SafetensorsFile::bytes(const TensorEntry& entry) const
{
    return m_bytes.bytes().subspan(m_dataBegin + entry.begin, entry.end - entry.begin);
}

std::optional<FileRows> SafetensorsFile::rows(const std::string& name) const
{
    const auto found = m_left.find(name);
    return found == m_left.end() ? std::nullopt : std::optional(found->second);
}

Result<Array> SafetensorsFile::floats(const std::string& name, const Job& job) const
try {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        return missingTensor(m_fileName, name);
    const TensorEntry& entry = found->second;
    if (!isFloat(entry.type))
        return inputError("The tensor holds " + std::string(headlight::name(entry.type)) +
                              ", not floating-point numbers",
                          m_fileName + ", tensor " + inQuotes(name), anotherFile);
    if (const auto left = rows(name))
        return left->all(job);
    const std::span<const std::byte> stored = bytes(entry);
    if (entry.type == TensorType::F32 && liesAtFloats(stored))
        return Array(entry.shape, m_bytes.owner(), reinterpret_cast<const float*>(stored.data()));
    auto values = convertToFloat(entry.type, stored, job);
    if (!values)
        return Failure(values.error());
    return Array(entry.shape, std::move(*values));
} catch (const std::exception& error) {
    return unexpectedFailure(error, m_fileName);
}

Result<std::vector<std::int64_t>> SafetensorsFile::integers(const std::string& name) const
try {
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end())
        return missingTensor(m_fileName, name);
    const TensorEntry& entry = found->second;
    auto values = convertToInteger(entry.type, bytes(entry));
    if (!values)
        return inputError("The tensor holds " + std::string(headlight::name(entry.type)) +
                              (entry.type == TensorType::U64 ? " values that are too large" : ", not whole numbers"),
                          m_fileName + ", tensor " + inQuotes(name), anotherFile);
    return std::move(*values);
} catch (const std::exception& error) {
    return unexpectedFailure(error, m_fileName);
}

} // namespace headlight
