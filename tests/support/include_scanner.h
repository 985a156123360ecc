// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace headlight::testing {

/// Reads the include lines of app/, core/, figures/, tests/ and ui/, and follows those that name files of the project.
/// Both Torch and Qt lie in the default include path, so that the compiler alone does not keep them apart.
class IncludeScanner {
public:
    explicit IncludeScanner(std::filesystem::path root);

    /// One sentence for each file that sees what it must not, directly or through other files of the project, includes
    /// a room above its own, or itself in a circle (a header and its .cpp count as one).
    QStringList violations() const;
    bool seesTorch(const std::string& file) const;
    bool seesQt(const std::string& file) const;

private:
    using Includes = std::map<std::string, std::vector<std::string>>; ///< by file, relative to the root

    using Sees = bool (*)(const std::string& include);

    void scan(const std::filesystem::path& file);
    bool sees(const std::string& file, Sees what) const;
    QStringList sightsOf(const std::string& file) const;
    QStringList circles() const;
    /// All that `file` includes, directly or through files of the project.
    std::set<std::string> reached(const std::string& file) const;

    std::filesystem::path m_root;
    Includes m_includes;
};

} // namespace headlight::testing
