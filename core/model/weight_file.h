// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/files/safetensors.h"
#include "core/files/torch_bin/torch_file.h"

namespace headlight {

/// What a file says of a tensor before its values.
struct TensorOutline {
    TensorType type = TensorType::F32;
    Shape shape;
};

/// What can be said of a file of weights without reading them.
struct WeightSummary {
    std::uint64_t parameters = 0; ///< numbers in float tensors; 0 where it is not known
    std::string precision;        ///< "F32", "F16" ...: that of most of them; empty where it is not known
    std::map<std::string, TensorOutline> tensors; ///< by name; empty where the first bytes do not tell
};

/// Bytes of the largest matrix that is kept in memory: a table of 45,000 words of 768 numbers.
inline constexpr std::uint64_t usualInMemory = std::uint64_t{128} << 20U;

/// One file of weights, safetensors or a pytorch_model.bin, in memory but for the large matrices of the former.
class WeightFile {
public:
    /// The format is that of the file's name: *.bin, else safetensors, of which matrices of more than `largest` bytes
    /// stay in the file.
    static Result<WeightFile> read(const std::filesystem::path& file, const Job& job, std::uint64_t largest);
    /// Looks at the first bytes alone. An error says why this is no file of weights that can be read.
    static Result<WeightSummary> summarise(const std::filesystem::path& file);

    std::vector<std::string> names() const;
    bool contains(const std::string& name) const;
    /// Of a tensor that the file contains.
    const Shape& shape(const std::string& name) const;
    TensorType type(const std::string& name) const;
    /// Of a large matrix, which stays in the file; nothing where the file is in memory.
    std::optional<FileRows> rows(const std::string& name) const;
    Result<Array> floats(const std::string& name, const Job& job) const;
    Result<std::vector<std::int64_t>> integers(const std::string& name) const;
    const std::string& fileName() const;

private:
    using Format = std::variant<SafetensorsFile, TorchFile>;
    explicit WeightFile(Format file) : m_file(std::move(file)) {}

    Format m_file;
};

} // namespace headlight
