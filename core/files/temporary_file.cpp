// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/temporary_file.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <random>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/files/file_lock.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr int nameAttempts = 100;    // a clash of two random names is already unlikely
constexpr mode_t newFileMode = 0666; // less the umask
constexpr std::string_view prefix = ".headlight-";
constexpr std::string_view suffix = ".tmp";
constexpr std::size_t digits = 16;

fs::path randomName(const fs::path& folder)
{
    std::random_device random;
    std::array<char, digits + 1> number{};
    std::snprintf(number.data(), number.size(), "%08x%08x", random(), random());
    return folder / (std::string(prefix) + number.data() + std::string(suffix));
}

bool isTemporaryName(std::string_view name)
{
    return name.size() == prefix.size() + digits + suffix.size() && name.starts_with(prefix) &&
           name.ends_with(suffix) &&
           name.substr(prefix.size(), digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool hasName(int descriptor)
{
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

/// The way to give a nameless file a name that needs no privilege.
std::string descriptorPath(int descriptor)
{
    return "/proc/self/fd/" + std::to_string(descriptor);
}

int openNameless(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, newFileMode);
    if (descriptor >= 0 && ::access(descriptorPath(descriptor).c_str(), F_OK) == 0)
        return descriptor;
    if (descriptor >= 0)
        ::close(descriptor);
    return -1;
}

} // namespace

TemporaryFile::TemporaryFile(fs::path folder, int descriptor) : m_folder(std::move(folder)), m_descriptor(descriptor)
{
}

TemporaryFile::TemporaryFile(TemporaryFile&& other) noexcept
    : m_folder(std::move(other.m_folder)),
      m_name(std::exchange(other.m_name, {})),
      m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

TemporaryFile::~TemporaryFile()
{
    if (!m_name.empty())
        ::unlink(m_name.c_str());
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

tl::expected<TemporaryFile, int> TemporaryFile::create(const fs::path& folder, Beside beside)
{
    const int descriptor = beside == Beside::Nameless ? openNameless(folder) : -1;
    if (descriptor < 0)
        return createNamed(folder);
    ::flock(descriptor, LOCK_EX | LOCK_NB); // before it has a name, so that nobody can take it for litter
    return TemporaryFile(folder, descriptor);
}

/// Between making the file and locking it, another process may take it for litter: then it is made once more.
tl::expected<TemporaryFile, int> TemporaryFile::createNamed(const fs::path& folder)
{
    for (int i = 0; i < nameAttempts; ++i) {
        const fs::path name = randomName(folder);
        const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, newFileMode);
        if (descriptor < 0 && errno != EEXIST && errno != EINTR)
            return tl::unexpected(errno);
        if (descriptor < 0)
            continue;
        TemporaryFile file(folder, descriptor);
        const bool taken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        file.m_name = name;
        if (!taken && hasName(descriptor))
            return file;
    }
    return tl::unexpected(EEXIST);
}

int TemporaryFile::linkTo(const fs::path& name) const
{
    const std::string self = descriptorPath(m_descriptor);
    return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

int TemporaryFile::giveOwnName()
{
    int code = EEXIST;
    for (int i = 0; i < nameAttempts && code == EEXIST; ++i) {
        m_name = randomName(m_folder);
        code = linkTo(m_name);
    }
    if (code != 0)
        m_name.clear();
    return code;
}

int TemporaryFile::publish(const fs::path& target)
{
    if (m_name.empty()) {
        const int code = linkTo(target);
        if (code != EEXIST)
            return code;
        if (const int named = giveOwnName(); named != 0)
            return named;
    }
    if (::rename(m_name.c_str(), target.c_str()) != 0)
        return errno;
    m_name.clear();
    return 0;
}

std::size_t removeStaleFiles(const fs::path& folder)
{
    std::size_t removed = 0;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (!isTemporaryName(entry->path().filename().string()))
            continue;
        const auto lock = FileLock::tryTake(entry->path());
        if (lock && ::unlink(entry->path().c_str()) == 0)
            ++removed;
    }
    return removed;
}

} // namespace headlight
