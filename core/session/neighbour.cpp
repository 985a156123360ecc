// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/neighbour.h"

#include <algorithm>

#include "core/base/in_quotes.h"

namespace headlight {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longestName = 1'024;
constexpr std::size_t mostNeighbours = 32;
constexpr std::uintmax_t largestNeighbour = 256U << 20U;
constexpr char suffix[] = ".headlight";
constexpr char remedy[] = "Choose what to compare with, in view Compare or with --other.";

/// One folder or file after the other, downwards, without a way out.
bool isPlain(const std::string& name)
{
    const auto isControl = [](char each) { return static_cast<unsigned char>(each) < ' ' || each == '\x7f'; };
    const fs::path path(name);
    return !name.empty() && name.size() <= longestName && std::none_of(name.begin(), name.end(), isControl) &&
           path.is_relative() && path.extension() == suffix &&
           std::none_of(path.begin(), path.end(),
                        [](const fs::path& each) { return each == "." || each == ".." || each.empty(); });
}

fs::path whole(const fs::path& file)
{
    std::error_code failed;
    const fs::path absolute = fs::absolute(file, failed);
    return (failed ? file : absolute).lexically_normal();
}

Failure refused(const std::string& what, const fs::path& where)
{
    return inputError(what, where.string(), remedy);
}

struct Found {
    fs::path file;
    fs::file_time_type changed;
};

bool isQuicklyRead(const fs::directory_entry& entry)
{
    std::error_code failed;
    const bool plain =
        entry.path().extension() == suffix && entry.symlink_status(failed).type() == fs::file_type::regular;
    return plain && entry.file_size(failed) <= largestNeighbour && !failed;
}

} // namespace

std::string neighbourName(const fs::path& session, const fs::path& other)
{
    const std::string name = whole(other).lexically_relative(whole(session).parent_path()).string();
    return isPlain(name) ? name : std::string();
}

Result<fs::path> neighbourFile(const fs::path& session, const std::string& name)
{
    if (!isPlain(name))
        return refused("The session that this one is compared with, " + inQuotes(name) +
                           ", is not looked for: only .headlight files in the same folder or below are",
                       session);
    fs::path file = session.parent_path();
    fs::file_type type = fs::file_type::none;
    for (const fs::path& part : fs::path(name)) {
        file /= part;
        std::error_code failed;
        type = fs::symlink_status(file, failed).type();
        if (type == fs::file_type::symlink)
            return refused("The session that this one is compared with is behind a link, which is not followed", file);
    }
    if (type != fs::file_type::regular)
        return refused("The session that this one is compared with is not there", file);
    return file;
}

std::vector<fs::path> neighbours(const fs::path& session)
{
    std::vector<Found> found;
    std::error_code failed;
    for (fs::directory_iterator entry(whole(session).parent_path(), failed);
         !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
        std::error_code gone; // since the folder was listed
        const fs::file_time_type changed = entry->last_write_time(gone);
        if (!gone && isQuicklyRead(*entry) && entry->path() != whole(session))
            found.push_back({entry->path(), changed});
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.changed > b.changed; });
    std::vector<fs::path> files;
    for (const Found& each : found)
        if (files.size() < mostNeighbours)
            files.push_back(each.file);
    return files;
}

} // namespace headlight
