// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/array.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/files/torch_bin/torch_layout.h"

namespace headlight {

/// A dictionary of tensors as torch.save writes it (pytorch_model.bin), zip archive or legacy pickles, in memory and
/// checked as a whole: nothing in it is executed, every tensor lies inside its storage and every storage inside the
/// file.
class TorchFile {
public:
    /// Reads the whole file. An error names the file and the byte, entry or tensor at fault.
    static Result<TorchFile> read(const std::filesystem::path& file, const Job& job = {});
    static Result<TorchFile> parse(std::vector<std::byte> bytes, std::string fileName, const Job& job = {});

    const std::map<std::string, TorchTensor>& tensors() const { return m_contents.tensors; }
    bool contains(const std::string& name) const { return tensors().contains(name); }
    const std::string& fileName() const { return m_fileName; }

    /// The tensor as float32, row-major, from any float type. An error names the tensor if it is missing or of another
    /// type.
    Result<Array> floats(const std::string& name, const Job& job = {}) const;
    /// The tensor as 64-bit integers, row-major, from any integer type.
    Result<std::vector<std::int64_t>> integers(const std::string& name, const Job& job = {}) const;

private:
    Result<const TorchTensor*> find(const std::string& name) const;
    Result<void> checkAmount() const;
    std::span<const std::byte> storageBytes(const TorchTensor& tensor) const;
    /// The tensor's values in row-major order: a part of the file where they lie there so, else `copy`, filled.
    Result<std::span<const std::byte>> rowMajor(const TorchTensor& tensor, std::vector<std::byte>& copy,
                                                const Job& job) const;

    std::string m_fileName;
    std::vector<std::byte> m_bytes;
    TorchContents m_contents;
};

/// The tensors and storages that such a file describes, by its first bytes alone. Where the values lie is left open,
/// and nothing is held against the file's size. No tensors where an archive does not begin with its description; an
/// error where the bytes do not hold the whole description, or it cannot be read.
Result<TorchContents> torchOutline(std::span<const std::byte> beginning, const std::string& fileName);
/// How many bytes that takes, unless a model has many thousands of tensors; and how many it takes at most.
inline constexpr std::uint64_t outlineSize = std::uint64_t{1} << 20U;
inline constexpr std::uint64_t longestOutline = largestPickle + (std::uint64_t{1} << 16U);

/// Whether a file that begins with `bytes` can be one of torch.save; an error says what it seems to be instead.
Result<void> checkTorchStart(std::span<const std::byte> bytes, const std::string& fileName);

} // namespace headlight
