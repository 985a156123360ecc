// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>

#include <tl/expected.hpp>

namespace headlight {

/// How a file lies in its folder while it is written.
enum class Beside {
    Nameless, ///< without a name, so that a killed writer leaves nothing; Named where the file system cannot
    Named,    ///< under a name of its own, locked as long as the writer lives
};

/// A file that is written beside the one it will be. The destructor removes what was not published. Errors are errno
/// values.
class TemporaryFile {
public:
    static tl::expected<TemporaryFile, int> create(const std::filesystem::path& folder, Beside beside);
    TemporaryFile(TemporaryFile&& other) noexcept;
    TemporaryFile& operator=(TemporaryFile&&) = delete;
    ~TemporaryFile();

    int descriptor() const { return m_descriptor; }
    /// Gives the file the name `target`, at once and whole, in place of what has it. 0, or an errno value.
    int publish(const std::filesystem::path& target);

private:
    TemporaryFile(std::filesystem::path folder, int descriptor);
    static tl::expected<TemporaryFile, int> createNamed(const std::filesystem::path& folder);
    int linkTo(const std::filesystem::path& name) const;
    int giveOwnName();

    std::filesystem::path m_folder;
    std::filesystem::path m_name; ///< empty: nameless
    int m_descriptor;
};

/// Removes the files in `folder` that writers left who were killed: those with the name of a temporary file whose lock
/// nobody holds. Returns how many.
std::size_t removeStaleFiles(const std::filesystem::path& folder);

} // namespace headlight
