// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/atomic_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/files/regular_file.h"
#include "core/files/system_error.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr int mostLinks = 40; // as the kernel follows

std::string remedyFor(int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT: return "Free some space, or save on another disk.";
    case EFBIG: return "Save on a file system, or under a limit, that allows larger files.";
    case EACCES:
    case EPERM:
    case EROFS: return "Save in a folder that you may write to.";
    case ENOENT:
    case ENOTDIR: return "Check that the folder exists.";
    case ENAMETOOLONG: return "Give a shorter name.";
    default: return "Save somewhere else.";
    }
}

std::string reasonOf(int code)
{
    switch (code) {
    case ENOSPC: return "the disk is full";
    case EDQUOT: return "your quota on this disk is used up";
    case EFBIG: return "the file would be larger than allowed";
    case EACCES:
    case EPERM: return "no permission";
    case EROFS: return "the disk is read-only";
    case ENOENT: return "the folder does not exist";
    case ENOTDIR: return "its parent is a file, not a folder";
    case ENAMETOOLONG: return "the name is longer than the disk allows";
    case ELOOP: return "the symbolic links to this file go round in a circle";
    default: return systemMessage(code);
    }
}

Failure saveError(const std::string& action, const fs::path& target, int code)
{
    return inputError(action + ": " + reasonOf(code), target.string(), remedyFor(code));
}

/// The file behind a chain of symbolic links, which need not exist.
Result<fs::path> resolveLinks(const fs::path& target)
{
    fs::path file = target;
    std::error_code ignored;
    for (int i = 0; fs::is_symlink(fs::symlink_status(file, ignored)); ++i) {
        if (i == mostLinks)
            return saveError("Cannot save", target, ELOOP);
        std::error_code error;
        const fs::path next = fs::read_symlink(file, error);
        if (error)
            return saveError("Cannot save", target, error.value());
        file = next.is_absolute() ? next : file.parent_path() / next;
    }
    return file;
}

/// Nothing but a regular file that may be written is replaced: a rename alone would not ask.
Result<mode_t> modeOfTarget(const fs::path& target)
{
    struct stat status {};
    if (::stat(target.c_str(), &status) != 0)
        return errno == ENOENT ? Result<mode_t>(0) : saveError("Cannot save", target, errno);
    if (S_ISDIR(status.st_mode))
        return inputError("Cannot save: this is a folder", target.string(), "Give a file name in it.");
    if (!S_ISREG(status.st_mode))
        return inputError("Cannot save: this is not a regular file", target.string(), "Give another name.");
    if (::access(target.c_str(), W_OK) != 0)
        return saveError("Cannot save", target, errno);
    return status.st_mode & 07777U;
}

fs::path folderOf(const fs::path& target)
{
    return target.has_parent_path() ? target.parent_path() : fs::path(".");
}

/// After a rename the new name is in the folder, but only a synced folder survives a power cut. File systems that
/// cannot sync a folder say EINVAL; there is nothing more to do then.
Result<void> syncFolder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return {}; // a folder that may be written but not listed
    const int code = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (code == EIO)
        return saveError("Cannot make sure that the file is on the disk", folder, code);
    return {};
}

std::uint64_t sizeOf(int descriptor)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

} // namespace

AtomicFile::AtomicFile(fs::path target, TemporaryFile beside) : m_target(std::move(target)), m_beside(std::move(beside))
{
}

Result<AtomicFile> AtomicFile::create(const fs::path& target, Beside beside)
{
    const auto resolved = resolveLinks(target);
    if (!resolved)
        return Failure(resolved.error());
    const auto mode = modeOfTarget(*resolved);
    if (!mode)
        return Failure(mode.error());
    const fs::path folder = folderOf(*resolved);
    removeStaleFiles(folder);
    auto temporary = TemporaryFile::create(folder, beside);
    if (!temporary)
        return saveError("Cannot save", target, temporary.error());
    if (*mode != 0 && ::fchmod(temporary->descriptor(), *mode) != 0)
        return saveError("Cannot save with the permissions of the file it replaces", target, errno);
    return AtomicFile(*resolved, std::move(*temporary));
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_beside.descriptor(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return saveError("Cannot save", m_target, count == 0 ? ENOSPC : errno);
        m_written += static_cast<std::uint64_t>(count);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> AtomicFile::commit()
{
    if (::fsync(m_beside.descriptor()) != 0)
        return saveError("Cannot save", m_target, errno);
    if (sizeOf(m_beside.descriptor()) != m_written)
        return inputError("Cannot save: the disk kept only part of the file", m_target.string(),
                          "Save on another disk.");
    if (const int code = m_beside.publish(m_target); code != 0)
        return saveError("Cannot save", m_target, code);
    return syncFolder(folderOf(m_target));
}

Result<void> writeFile(const fs::path& file, std::span<const std::byte> bytes)
{
    auto atomic = AtomicFile::create(file);
    if (!atomic)
        return Failure(atomic.error());
    if (auto written = atomic->write(bytes); !written)
        return written;
    return atomic->commit();
}

Result<std::vector<std::byte>> readFile(const fs::path& file, std::uint64_t limit)
{
    auto opened = RegularFile::open(file);
    if (!opened)
        return Failure(opened.error());
    if (opened->size() > limit)
        return inputError("The file has " + std::to_string(opened->size()) + " bytes; at most " +
                              std::to_string(limit) + " are expected",
                          file.string(), "Choose the right file.");
    std::vector<std::byte> bytes;
    if (auto read = opened->append(bytes, opened->size(), {}, {}); !read)
        return Failure(read.error());
    return bytes;
}

} // namespace headlight
