// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/files/file_bytes.h"

namespace headlight {

/// A regular file, open for reading. Its length is taken once: a file that shrinks while it is read is an error.
/// Folders, pipes and devices are refused, without waiting for them.
class RegularFile {
public:
    static Result<RegularFile> open(const std::filesystem::path& file);
    RegularFile(RegularFile&& other) noexcept;
    RegularFile& operator=(RegularFile&&) = delete;
    ~RegularFile();

    std::uint64_t size() const { return m_size; }
    const std::string& name() const { return m_name; }
    /// Fills `bytes` with what follows. The span must not be longer than the rest of the file.
    Result<void> read(std::span<std::byte> bytes);
    /// Appends the next `count` bytes to `bytes`, in pieces small enough to notice a stop request. Reports
    /// progress where `step` has a name.
    Result<void> append(std::vector<std::byte>& bytes, std::uint64_t count, const Job& job, const std::string& step);
    /// The whole file, of which `begin` has been read already; byte number `aligned` lies at a multiple of 64 in
    /// memory. Stop request and progress as above.
    Result<FileBytes> whole(std::span<const std::byte> begin, std::size_t aligned, const Job& job,
                            const std::string& step);

private:
    Result<void> readInPieces(std::span<std::byte> bytes, const Job& job, const std::string& step);
    RegularFile(int descriptor, std::uint64_t size, std::string name);
    int m_descriptor;
    std::uint64_t m_size;
    std::string m_name;
};

/// How many bytes a piece of a long read has: some milliseconds of work.
inline constexpr std::size_t readPiece = std::size_t{4} << 20U;

} // namespace headlight
