// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <sys/stat.h>

namespace headlight {

/// What tells a file's contents from others without reading them.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t seconds = 0; ///< of the last change
    std::int64_t nanoseconds = 0;
    bool operator==(const FileStamp&) const = default;
};

/// Nothing where there is no such file.
std::optional<FileStamp> stampOf(const std::filesystem::path& file);
/// Of what the system says of a file.
FileStamp stampOf(const struct stat& status);

} // namespace headlight
