// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/include_scanner.h"

#include <QRegularExpression>
#include <algorithm>

#include "tests/support/files_testing.h"

namespace headlight::testing {

namespace {

namespace fs = std::filesystem;

constexpr char engineFolder[] = "core/engine/torch/";

bool isTorch(const std::string& include)
{
    return include.starts_with("torch/") || include.starts_with("ATen/") || include.starts_with("c10/");
}

/// <QWidget>, <QtCore/qglobal.h>, <qcustomplot.h>; no header of ours or of the standard begins like that.
bool isQt(const std::string& include)
{
    return include.starts_with('Q') || include.starts_with("qcustomplot");
}

bool isSource(const fs::path& file)
{
    return file.extension() == ".h" || file.extension() == ".cpp";
}

/// The layer that `include` belongs to lies above that of `file`.
bool pointsUp(const std::string& file, const std::string& include)
{
    const bool toApp = include.starts_with("app/");
    const bool toUi = include.starts_with("ui/");
    return (file.starts_with("core/") && (toUi || toApp)) || (file.starts_with("ui/") && toApp);
}

} // namespace

IncludeScanner::IncludeScanner(fs::path root) : m_root(std::move(root))
{
    for (const char* folder : {"app", "core", "tests", "ui"})
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(m_root / folder))
            if (entry.is_regular_file() && isSource(entry.path()))
                scan(entry.path());
}

void IncludeScanner::scan(const fs::path& file)
{
    static const QRegularExpression line(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])", QRegularExpression::MultilineOption);
    std::vector<std::string>& includes = m_includes[file.lexically_relative(m_root).generic_string()];
    auto found = line.globalMatch(QString::fromUtf8(readAll(file)));
    while (found.hasNext())
        includes.push_back(found.next().captured(1).toStdString());
}

std::set<std::string> IncludeScanner::reached(const std::string& file) const
{
    std::set<std::string> all;
    std::vector<std::string> open = {file};
    while (!open.empty()) {
        const auto node = m_includes.find(open.back());
        open.pop_back();
        if (node == m_includes.end())
            continue;
        for (const std::string& include : node->second)
            if (all.insert(include).second)
                open.push_back(include);
    }
    return all;
}

bool IncludeScanner::seesTorch(const std::string& file) const
{
    const std::set<std::string> includes = reached(file);
    return std::any_of(includes.begin(), includes.end(), isTorch);
}

bool IncludeScanner::seesQt(const std::string& file) const
{
    const std::set<std::string> includes = reached(file);
    return std::any_of(includes.begin(), includes.end(), isQt);
}

QStringList IncludeScanner::violations() const
{
    QStringList found;
    for (const auto& [file, includes] : m_includes) {
        if (file.starts_with("core/") && seesQt(file))
            found << QString::fromStdString(file + " sees Qt");
        if (!file.starts_with(engineFolder) && !file.starts_with("tests/") && seesTorch(file))
            found << QString::fromStdString(file + " sees Torch");
        if (seesQt(file) && seesTorch(file))
            found << QString::fromStdString(file + " sees both Qt and Torch");
        for (const std::string& include : includes)
            if (pointsUp(file, include))
                found << QString::fromStdString(file + " includes " + include);
    }
    return found;
}

} // namespace headlight::testing
