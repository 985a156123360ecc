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

RegularFile::RegularFile(int descriptor, std::uint64_t size, std::string name)
    : m_descriptor(descriptor),
      m_size(size),
      m_name(std::move(name))
{
}

RegularFile::RegularFile(RegularFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size),
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
    RegularFile opened(descriptor, known ? static_cast<std::uint64_t>(status.st_size) : 0, file.string());
    if (!known)
        return inputError("Cannot examine this file: " + systemMessage(errno), opened.m_name,
                          "Check the disk or the network drive.");
    if (!S_ISREG(status.st_mode))
        return inputError(kindOf(status.st_mode), opened.m_name, "Choose a regular file.");
    return opened;
}

Result<void> RegularFile::read(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::read(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return inputError("Cannot read this file: " + systemMessage(errno), m_name,
                              "Check the disk or the network drive.");
        if (count == 0)
            return inputError("The file became shorter while it was read", m_name,
                              "Wait until it is written or downloaded.");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> RegularFile::readInPieces(std::span<std::byte> bytes, const Job& job, const std::string& step)
{
    for (std::size_t done = 0; done < bytes.size();) {
        if (job.stopped())
            return cancelled();
        if (!step.empty())
            job.progress(step, static_cast<double>(done) / static_cast<double>(bytes.size()));
        const std::size_t piece = std::min(readPiece, bytes.size() - done);
        if (auto read = this->read(bytes.subspan(done, piece)); !read)
            return read;
        done += piece;
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
    return readInPieces(std::span(bytes).subspan(before), job, step);
}

Result<FileBytes> RegularFile::whole(std::span<const std::byte> begin, std::size_t aligned, const Job& job,
                                     const std::string& step)
try {
    if (exceedsMemory(m_size))
        return memoryError(m_name, m_size);
    FileBytes file = FileBytes::uninitialised(m_size, aligned);
    const auto rest = std::copy(begin.begin(), begin.end(), file.writable().begin());
    if (auto read = readInPieces({rest, file.writable().end()}, job, step); !read)
        return Failure(read.error());
    return file;
} catch (const std::bad_alloc&) {
    return memoryError(m_name, m_size);
}

} // namespace headlight
