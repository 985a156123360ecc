// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/files/system_error.h"

namespace headlight {
namespace {

std::string kindOf(mode_t mode)
{
    if (S_ISDIR(mode))
        return "This is a folder, not a file";
    if (S_ISFIFO(mode))
        return "This is a pipe, not a file";
    return "This is a device or a socket, not a file";
}

Failure openError(const std::string& name, int code)
{
    if (code == ENOENT)
        return inputError("There is no such file", name, "Check the name.");
    if (code == EACCES || code == EPERM)
        return inputError("No permission to read this file", name, "Ask its owner for access, or copy it.");
    if (code == ELOOP)
        return inputError("The symbolic links to this file go round in a circle", name,
                          "Point them at the file itself.");
    if (code == ENAMETOOLONG)
        return inputError("The name is longer than the disk allows", name, "Check the name.");
    return inputError("Cannot open this file: " + systemMessage(code), name, "Check the name and the disk.");
}

/// Memory that a file can never fit into is refused before it is asked for.
bool exceedsMemory(std::uint64_t bytes)
{
    const auto pages = static_cast<std::uint64_t>(std::max(0L, sysconf(_SC_PHYS_PAGES)));
    return bytes > pages * static_cast<std::uint64_t>(std::max(1L, sysconf(_SC_PAGESIZE)));
}

Failure memoryError(const std::string& name, std::uint64_t bytes)
{
    return inputError("Reading it takes " + std::to_string((bytes >> 20U) + 1) + " MiB of memory, more than there is",
                      name, "Close other programs, or use a computer with more memory.");
}

bool reserve(std::vector<std::byte>& bytes, std::uint64_t size)
{
    try {
        bytes.reserve(size);
    } catch (const std::exception&) { // bad_alloc or length_error
        return false;
    }
    return true;
}

} // namespace

RegularFile::RegularFile(int descriptor, const FileStamp& stamp, std::string name)
    : m_descriptor(descriptor),
      m_stamp(stamp),
      m_name(std::move(name))
{
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_stamp(other.m_stamp),
      m_name(std::move(other.m_name))
{
}

RegularFile::~RegularFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<RegularFile> RegularFile::open(const std::filesystem::path& file)
{
    // O_NONBLOCK: opening a pipe without a writer must not wait.
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return openError(file.string(), errno);
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0;
    RegularFile opened(descriptor, known ? stampOf(status) : FileStamp(), file.string());
    if (!known)
        return inputError("Cannot examine this file: " + systemMessage(errno), opened.m_name,
                          "Check the disk or the network drive.");
    if (!S_ISREG(status.st_mode))
        return inputError(kindOf(status.st_mode), opened.m_name, "Choose a regular file.");
    return opened;
}

Failure RegularFile::readError(int code) const
{
    return inputError("Cannot read this file: " + systemMessage(code), m_name, "Check the disk or the network drive.");
}

template <typename ReadSome>
Result<void> RegularFile::readAll(std::span<std::byte> bytes, ReadSome readSome) const
{
    while (!bytes.empty()) {
        const ssize_t count = readSome(bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return readError(errno);
        if (count == 0)
            return inputError("The file became shorter while it was read", m_name,
                              "Wait until it is written or downloaded.");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> RegularFile::read(std::span<std::byte> bytes)
{
    return readAll(bytes, [this](std::span<std::byte> rest) { return ::read(m_descriptor, rest.data(), rest.size()); });
}

Result<void> RegularFile::readAt(std::uint64_t begin, std::span<std::byte> bytes) const
{
    const std::byte* const first = bytes.data();
    return readAll(bytes, [this, begin, first](std::span<std::byte> rest) {
        return ::pread(m_descriptor, rest.data(), rest.size(), static_cast<off_t>(begin) + (rest.data() - first));
    });
}

Result<void> RegularFile::checkUnchanged() const
{
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0)
        return readError(errno);
    if (stampOf(status) != m_stamp)
        return inputError("The file was changed since it was opened", m_name, "Open it again.");
    return {};
}

Result<void> RegularFile::readInPieces(std::span<std::byte> bytes, const Job& job, const std::string& step,
                                       Share& share)
{
    for (std::size_t done = 0; done < bytes.size();) {
        if (job.stopped())
            return cancelled();
        if (!step.empty())
            job.progress(step, static_cast<double>(share.done) / static_cast<double>(share.all));
        const std::size_t piece = std::min(readPiece, bytes.size() - done);
        if (auto read = this->read(bytes.subspan(done, piece)); !read)
            return read;
        done += piece;
        share.done += piece;
    }
    return {};
}

Result<void> RegularFile::append(std::vector<std::byte>& bytes, std::uint64_t count, const Job& job,
                                 const std::string& step)
{
    const std::size_t before = bytes.size();
    if (exceedsMemory(before + count) || !reserve(bytes, before + count))
        return memoryError(m_name, before + count);
    bytes.resize(before + count);
    Share share{0, count};
    return readInPieces(std::span(bytes).subspan(before), job, step, share);
}

Result<FileBytes> RegularFile::whole(std::span<const std::byte> begin, std::size_t aligned,
                                     const std::vector<FileRange>& leftOut, const Job& job, const std::string& step)
try {
    std::uint64_t wanted = size();
    for (const FileRange& range : leftOut)
        wanted -= range.end - range.begin;
    if (exceedsMemory(wanted))
        return memoryError(m_name, wanted);
    FileBytes file = FileBytes::uninitialised(size(), aligned);
    std::copy(begin.begin(), begin.end(), file.writable().begin());
    Share share{0, std::max<std::size_t>(1, wanted)};
    std::uint64_t from = begin.size();
    const auto readUntil = [&](std::uint64_t end) -> Result<void> {
        return end <= from ? Result<void>() : readInPieces(file.writable().subspan(from, end - from), job, step, share);
    };
    for (const FileRange& range : leftOut) {
        if (auto read = readUntil(range.begin); !read)
            return Failure(read.error());
        if (::lseek(m_descriptor, static_cast<off_t>(range.end), SEEK_SET) < 0)
            return readError(errno);
        from = range.end;
    }
    if (auto read = readUntil(size()); !read)
        return Failure(read.error());
    return file;
} catch (const std::bad_alloc&) {
    return memoryError(m_name, size());
}

} // namespace headlight
