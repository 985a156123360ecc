// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

namespace headlight {

/// A lock on an open file that others respect by asking for it too. The system lets it go with the process, however
/// that ends, so nothing is left behind. It belongs to the file's contents, not to its name: a file that replaces this
/// one is not locked.
class FileLock {
public:
    /// Nothing if the file cannot be opened, somebody else holds its lock, or the file system has no locks.
    static std::optional<FileLock> tryTake(const std::filesystem::path& file);
    /// The same of a file that is made where there is none.
    static std::optional<FileLock> tryTakeNew(const std::filesystem::path& file);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    static std::optional<FileLock> take(int descriptor);
    int m_descriptor;
};

/// Whether somebody holds the lock of `file`. Where the file system has no locks: false.
bool isLocked(const std::filesystem::path& file);

} // namespace headlight
