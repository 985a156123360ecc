// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/safetensors_header.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <vector>

#include "core/base/decoded_text.h"
#include "core/base/in_quotes.h"
#include "core/files/foreign_file.h"
#include "core/files/safetensors_json.h"

namespace headlight {
namespace {

constexpr std::uint64_t largestHeader = 100'000'000; // the format's own limit
constexpr auto damaged = "The file is damaged or incomplete; download or save it again.";

using Named = std::pair<const std::string, TensorEntry>;

Failure tensorError(const std::string& fileName, const std::string& tensor, std::string problem)
{
    return inputError(std::move(problem), fileName + ", tensor " + inQuotes(tensor), damaged);
}

std::string range(const TensorEntry& entry)
{
    return std::to_string(entry.begin) + " to " + std::to_string(entry.end);
}

/// Nothing if the product does not fit 64 bits.
std::optional<std::uint64_t> bytesOfShape(const TensorEntry& entry)
{
    std::uint64_t bytes = 1;
    for (const std::int64_t n : entry.shape) {
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(n), &bytes))
            return std::nullopt;
    }
    if (__builtin_mul_overflow(bytes, std::uint64_t{byteSize(entry.type)}, &bytes))
        return std::nullopt;
    return bytes;
}

Result<void> checkSize(const Named& tensor, const std::string& fileName)
{
    const TensorEntry& entry = tensor.second;
    const auto bytes = bytesOfShape(entry);
    if (!bytes)
        return tensorError(fileName, tensor.first, "The shape has more elements than any file can hold");
    if (*bytes != entry.end - entry.begin)
        return tensorError(fileName, tensor.first,
                           "The shape calls for " + std::to_string(*bytes) + " bytes, but data_offsets gives bytes " +
                               range(entry));
    return {};
}

std::vector<const Named*> inFileOrder(const std::map<std::string, TensorEntry>& tensors)
{
    std::vector<const Named*> order;
    order.reserve(tensors.size());
    for (const Named& tensor : tensors)
        order.push_back(&tensor);
    std::sort(order.begin(), order.end(), [](const Named* a, const Named* b) {
        return std::pair(a->second.begin, a->second.end) < std::pair(b->second.begin, b->second.end);
    });
    return order;
}

Result<void> checkCoverage(const SafetensorsHeader& header, std::uint64_t dataSize, const std::string& fileName)
{
    std::uint64_t covered = 0;
    for (const Named* tensor : inFileOrder(header.tensors)) {
        const TensorEntry& entry = tensor->second;
        if (entry.end < entry.begin)
            return tensorError(fileName, tensor->first, "data_offsets runs backwards, from " + range(entry));
        if (entry.begin != covered)
            return tensorError(fileName, tensor->first,
                               "data_offsets is " + range(entry) + ", but the tensors before it end at byte " +
                                   std::to_string(covered));
        if (auto size = checkSize(*tensor, fileName); !size)
            return size;
        covered = entry.end;
    }
    if (covered != dataSize)
        return inputError("The tensors take " + std::to_string(covered) + " bytes, but the file holds " +
                              std::to_string(dataSize) + " after its header",
                          fileName, damaged);
    return {};
}

Failure sizeError(std::span<const std::byte> firstBytes, const std::string& fileName, const std::string& problem)
{
    const ForeignFile foreign = recogniseForeignFile(firstBytes);
    if (!foreign.what.empty())
        return inputError(foreign.what, fileName + ", byte 0", foreign.remedy);
    const std::string_view begin(reinterpret_cast<const char*>(firstBytes.data()), firstBytes.size());
    if (begin.size() >= headerPrefix && looksLikeText(begin))
        return inputError(
            "This is a text, not a session or weights", fileName + ", byte 0",
            "A list of questions opens in the window, with File > Open questions; else choose another file.");
    return inputError(problem, fileName + ", byte 0",
                      "This is not a safetensors file, or it is damaged; get it again.");
}

} // namespace

Result<std::uint64_t> safetensorsHeaderSize(std::span<const std::byte> firstBytes, std::uint64_t fileSize,
                                            const std::string& fileName)
{
    if (fileSize == 0)
        return inputError("The file is empty", fileName, "Download or save it again.");
    if (fileSize < headerPrefix || firstBytes.size() < headerPrefix)
        return sizeError(firstBytes, fileName,
                         "The file has " + std::to_string(fileSize) + " bytes, too few for a header");
    std::uint64_t size = 0;
    std::memcpy(&size, firstBytes.data(), sizeof size);
    if (size > largestHeader)
        return sizeError(firstBytes, fileName,
                         "The header would have " + std::to_string(size) + " bytes, more than allowed");
    if (size > fileSize - headerPrefix)
        return sizeError(firstBytes, fileName,
                         "The header would have " + std::to_string(size) + " bytes, but the file has only " +
                             std::to_string(fileSize));
    return size;
}

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                                 const std::string& fileName)
{
    auto header = parseSafetensorsJson(json, fileName);
    if (!header)
        return header;
    if (auto covered = checkCoverage(*header, dataSize, fileName); !covered)
        return Failure(covered.error());
    return header;
}

} // namespace headlight
