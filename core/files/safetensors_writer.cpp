// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <exception>
#include <nlohmann/json.hpp>

#include "core/files/atomic_file.h"
#include "core/files/safetensors.h"
#include "core/files/safetensors_header.h"

namespace headlight {
namespace {

constexpr std::size_t headerAlignment = 8;

std::array<std::byte, headerPrefix> littleEndian(std::uint64_t value)
{
    std::array<std::byte, headerPrefix> bytes{};
    std::memcpy(bytes.data(), &value, sizeof value); // tensor_type.cpp asserts a little-endian machine
    return bytes;
}

std::string padded(std::string header)
{
    header.resize((header.size() + headerAlignment - 1) / headerAlignment * headerAlignment, ' ');
    return header;
}

} // namespace

void SafetensorsWriter::setMetadata(const std::string& key, std::string value)
{
    m_metadata[key] = std::move(value);
}

void SafetensorsWriter::add(const std::string& name, const Array& values)
{
    assert(!values.isNull());
    m_tensors[name] = Tensor{TensorType::F32, values.shape(), {}, values};
}

void SafetensorsWriter::add(const std::string& name, const Shape& shape, const std::vector<std::int64_t>& values)
{
    const auto bytes = std::as_bytes(std::span(values));
    add(name, TensorType::I64, shape, {bytes.begin(), bytes.end()});
}

void SafetensorsWriter::add(const std::string& name, TensorType type, const Shape& shape, std::vector<std::byte> bytes)
{
    assert(bytes.size() == elementCount(shape) * byteSize(type));
    m_tensors[name] = Tensor{type, shape, std::move(bytes), {}};
}

std::span<const std::byte> SafetensorsWriter::bytesOf(const Tensor& tensor)
{
    return tensor.values.isNull() ? std::span<const std::byte>(tensor.bytes) : std::as_bytes(tensor.values.values());
}

/// Large types first, so that every tensor is aligned; the map has sorted them by name.
std::vector<const SafetensorsWriter::Named*> SafetensorsWriter::inFileOrder() const
{
    std::vector<const Named*> order;
    for (const Named& tensor : m_tensors)
        order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(), [](const Named* a, const Named* b) {
        return byteSize(a->second.type) > byteSize(b->second.type);
    });
    return order;
}

std::string SafetensorsWriter::header(const std::vector<const Named*>& order) const
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!m_metadata.empty())
        header["__metadata__"] = m_metadata;
    std::uint64_t position = 0;
    for (const Named* tensor : order) {
        const std::uint64_t end = position + bytesOf(tensor->second).size();
        header[tensor->first] = {{"dtype", headlight::name(tensor->second.type)},
                                 {"shape", tensor->second.shape},
                                 {"data_offsets", {position, end}}};
        position = end;
    }
    return padded(header.dump());
}

Result<void> SafetensorsWriter::write(const std::filesystem::path& file) const
try {
    const std::vector<const Named*> order = inFileOrder();
    const std::string text = header(order);
    auto atomic = AtomicFile::create(file);
    if (!atomic)
        return Failure(atomic.error());
    auto written = atomic->write(littleEndian(text.size()));
    if (written)
        written = atomic->write(std::as_bytes(std::span(text)));
    for (const Named* tensor : order) {
        if (written)
            written = atomic->write(bytesOf(tensor->second));
    }
    return written ? atomic->commit() : written;
} catch (const std::exception& error) { // text that is not UTF-8, or no memory
    return inputError(std::string("Cannot save: ") + error.what(), file.string());
}

} // namespace headlight
