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
#include "core/files/file_stamp.h"

namespace headlight {

/// Bytes of a file, from `begin` to one before `end`.
struct FileRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// A regular file, open for reading. Its length is taken once: a file that shrinks while it is read is an error.
/// Folders, pipes and devices are refused, without waiting for them.
class RegularFile {
public:
    static Result<RegularFile> open(const std::filesystem::path& file);
    RegularFile(RegularFile&& other) noexcept;
    RegularFile& operator=(RegularFile&&) = delete;
    ~RegularFile();

    std::uint64_t size() const { return m_stamp.size; }
    const std::string& name() const { return m_name; }
    /// Fills `bytes` with what follows. The span must not be longer than the rest of the file.
    Result<void> read(std::span<std::byte> bytes);
    /// Appends the next `count` bytes to `bytes`, in pieces small enough to notice a stop request. Reports
    /// progress where `step` has a name.
    Result<void> append(std::vector<std::byte>& bytes, std::uint64_t count, const Job& job, const std::string& step);
    /// The whole file, of which `begin` has been read already; byte number `aligned` lies at a multiple of 64 in
    /// memory. What is `leftOut` (in order, apart from each other) is not read: its bytes have no values, and take no
    /// memory. Stop request and progress as above.
    Result<FileBytes> whole(std::span<const std::byte> begin, std::size_t aligned,
                            const std::vector<FileRange>& leftOut, const Job& job, const std::string& step);
    /// Fills `bytes` with what stands from byte `begin` on; from any thread.
    Result<void> readAt(std::uint64_t begin, std::span<std::byte> bytes) const;
    /// An error if the file was written to since it was opened.
    Result<void> checkUnchanged() const;

private:
    /// Bytes that are read so far, of all that are to be.
    struct Share {
        std::size_t done = 0;
        std::size_t all = 0;
    };
    Failure readError(int code) const;
    /// `readSome` reads into the begin of what it is given, and says how much.
    template <typename ReadSome>
    Result<void> readAll(std::span<std::byte> bytes, ReadSome readSome) const;
    Result<void> readInPieces(std::span<std::byte> bytes, const Job& job, const std::string& step, Share& share);
    RegularFile(int descriptor, const FileStamp& stamp, std::string name);
    int m_descriptor;
    FileStamp m_stamp;
    std::string m_name;
};

/// How many bytes a piece of a long read has: some milliseconds of work.
inline constexpr std::size_t readPiece = std::size_t{4} << 20U;

} // namespace headlight
