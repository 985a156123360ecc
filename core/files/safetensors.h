// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/array.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/files/file_bytes.h"
#include "core/files/file_rows.h"
#include "core/files/tensor_type.h"

namespace headlight {

/// Where one tensor lies in a safetensors file.
struct TensorEntry {
    TensorType type = TensorType::F32;
    Shape shape;
    std::uint64_t begin = 0; ///< offset of the first byte, from the start of the data
    std::uint64_t end = 0;   ///< one past the last byte
};

/// A safetensors file in memory, validated as a whole: the header is strict JSON without duplicate keys, and the
/// tensors cover the data without holes or overlap (https://github.com/huggingface/safetensors, "Format").
class SafetensorsFile {
public:
    /// Reads the whole file; matrices of floats that have more than `largest` bytes stay in it until they are asked
    /// for. An error names the file and the byte or key at fault.
    static Result<SafetensorsFile> read(const std::filesystem::path& file, const Job& job = {},
                                        std::uint64_t largest = std::numeric_limits<std::uint64_t>::max());
    static Result<SafetensorsFile> parse(std::vector<std::byte> bytes, std::string fileName);

    const std::map<std::string, TensorEntry>& tensors() const { return m_tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    /// Not of one that stays in the file.
    std::span<const std::byte> bytes(const TensorEntry& entry) const;
    /// A tensor that stays in the file; nothing where it was read, or is not there.
    std::optional<FileRows> rows(const std::string& name) const;

    /// The tensor as float32, from any float type; one that is float32 shares the file's memory. An error names the
    /// tensor if it is missing or of another type.
    Result<Array> floats(const std::string& name, const Job& job = {}) const;
    /// The tensor as 64-bit integers, from any integer type.
    Result<std::vector<std::int64_t>> integers(const std::string& name) const;
    bool contains(const std::string& name) const { return m_tensors.count(name) != 0; }
    const std::string& fileName() const { return m_fileName; }

private:
    std::string m_fileName;
    FileBytes m_bytes;
    std::size_t m_dataBegin = 0;
    std::map<std::string, TensorEntry> m_tensors;
    std::map<std::string, FileRows> m_left; ///< those that stay in the file
    std::map<std::string, std::string> m_metadata;
};

/// Makes the bytes of a safetensors file: the header padded to 8 bytes, tensors sorted by type size, then by name, so
/// that equal contents give equal bytes.
class SafetensorsWriter {
public:
    void setMetadata(const std::string& key, std::string value);
    void add(const std::string& name, const Array& values);
    void add(const std::string& name, const Shape& shape, const std::vector<std::int64_t>& values);
    void add(const std::string& name, TensorType type, const Shape& shape, std::vector<std::byte> bytes);
    /// Writes atomically (see atomic_file.h).
    Result<void> write(const std::filesystem::path& file) const;

private:
    struct Tensor {
        TensorType type = TensorType::F32;
        Shape shape;
        std::vector<std::byte> bytes; ///< used where `values` is null
        Array values;
    };
    using Named = std::pair<const std::string, Tensor>;

    static std::span<const std::byte> bytesOf(const Tensor& tensor);
    std::vector<const Named*> inFileOrder() const;
    std::string header(const std::vector<const Named*>& order) const;

    std::map<std::string, Tensor> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

} // namespace headlight
