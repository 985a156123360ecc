// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace headlight {

namespace {

constexpr mode_t lockFileMode = 0600;

// Some network file systems lock only what is open for writing; others' files may be open for reading alone.
// O_NONBLOCK: opening a pipe must not wait for its other end.
int openToLock(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return descriptor >= 0 ? descriptor : ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

} // namespace

std::optional<FileLock> FileLock::take(int descriptor)
{
    if (descriptor < 0)
        return {};
    FileLock lock(descriptor);
    return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? std::optional(std::move(lock)) : std::nullopt;
}

std::optional<FileLock> FileLock::tryTake(const std::filesystem::path& file)
{
    return take(openToLock(file));
}

std::optional<FileLock> FileLock::tryTakeNew(const std::filesystem::path& file)
{
    return take(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, lockFileMode));
}

FileLock::FileLock(FileLock&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

bool isLocked(const std::filesystem::path& file)
{
    const int descriptor = openToLock(file);
    if (descriptor < 0)
        return false;
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return locked;
}

} // namespace headlight
