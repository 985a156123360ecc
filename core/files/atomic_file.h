// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/files/temporary_file.h"

namespace headlight {

/// A file that appears under its name only when it is complete: written beside it, every write and the final size
/// checked, synced, then given its name. Without commit() what was written goes with this object; what a killed process
/// left of it, the next save in the folder removes.
class AtomicFile {
public:
    static Result<AtomicFile> create(const std::filesystem::path& target, Beside beside = Beside::Nameless);

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> commit();

private:
    AtomicFile(std::filesystem::path target, TemporaryFile beside);
    std::filesystem::path m_target;
    TemporaryFile m_beside;
    std::uint64_t m_written = 0;
};

/// Writes a whole small file atomically.
Result<void> writeFile(const std::filesystem::path& file, std::span<const std::byte> bytes);
/// Reads a whole regular file of at most `limit` bytes.
Result<std::vector<std::byte>> readFile(const std::filesystem::path& file, std::uint64_t limit);

} // namespace headlight
