// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/include_scanner.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>

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

/// What figures do without: they are drawn elsewhere.
bool isWidget(const std::string& include)
{
    return include.starts_with("qcustomplot") || include.starts_with("QtWidgets") || include == "QWidget" ||
           include == "QApplication";
}

bool isSource(const fs::path& file)
{
    return file.extension() == ".h" || file.extension() == ".cpp";
}

/// The rooms, each of which knows those before it alone.
constexpr std::array rooms = {
    "core/base",   "core/files",    "core/data",     "core/text",    "core/model", "core/tasks", "core/measures",
    "core/engine", "core/analysis", "core/datasets", "core/session", "figures",    "ui/plots",   "ui/export",
    "ui/jobs",     "ui/state",      "ui/theme",      "ui/panels",    "ui/views",   "ui/window",  "app"};

/// The place of the room that `file` lies in; -1 for none.
int roomOf(const std::string& file)
{
    const auto holds = [&file](const char* room) { return file.starts_with(std::string(room) + '/'); };
    const auto found = std::find_if(rooms.begin(), rooms.end(), holds);
    return found == rooms.end() ? -1 : int(found - rooms.begin());
}

/// The tests stand beside the rooms, and see them all.
bool isTest(const std::string& file)
{
    return file.starts_with("tests/");
}

/// A header and its .cpp as one.
std::string partOf(const std::string& file)
{
    return file.substr(0, file.rfind('.'));
}

using Parts = std::map<std::string, std::set<std::string>>;

/// Whether a way from one of `begin` ends at `part`.
bool leadsTo(const std::string& part, const Parts& next, const std::set<std::string>& begin)
{
    std::set<std::string> seen;
    std::vector<std::string> open(begin.begin(), begin.end());
    while (!open.empty() && !seen.contains(part)) {
        const std::string at = open.back();
        open.pop_back();
        if (const auto found = next.find(at); seen.insert(at).second && found != next.end())
            open.insert(open.end(), found->second.begin(), found->second.end());
    }
    return seen.contains(part);
}

} // namespace

IncludeScanner::IncludeScanner(fs::path root) : m_root(std::move(root))
{
    for (const char* folder : {"app", "core", "figures", "tests", "ui"})
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

bool IncludeScanner::sees(const std::string& file, Sees what) const
{
    const std::set<std::string> includes = reached(file);
    return std::any_of(includes.begin(), includes.end(), what);
}

bool IncludeScanner::seesTorch(const std::string& file) const
{
    return sees(file, isTorch);
}

bool IncludeScanner::seesQt(const std::string& file) const
{
    return sees(file, isQt);
}

QStringList IncludeScanner::sightsOf(const std::string& file) const
{
    QStringList found;
    const auto say = [&](const char* what) { found << QString::fromStdString(file + " sees " + what); };
    if (file.starts_with("core/") && seesQt(file))
        say("Qt");
    if (file.starts_with("figures/") && sees(file, isWidget))
        say("widgets");
    if (!file.starts_with(engineFolder) && !isTest(file) && seesTorch(file))
        say("Torch");
    if (seesQt(file) && seesTorch(file))
        say("both Qt and Torch");
    return found;
}

QStringList IncludeScanner::circles() const
{
    Parts next;
    for (const auto& [file, includes] : m_includes)
        for (const std::string& include : includes)
            if (m_includes.contains(include) && partOf(include) != partOf(file))
                next[partOf(file)].insert(partOf(include));
    QStringList found;
    for (const auto& [part, direct] : next)
        if (leadsTo(part, next, direct))
            found << QString::fromStdString(part + " includes itself in a circle");
    return found;
}

QStringList IncludeScanner::violations() const
{
    QStringList found = circles();
    for (const auto& [file, includes] : m_includes) {
        found += sightsOf(file);
        if (isTest(file))
            continue;
        const int room = roomOf(file);
        if (room < 0)
            found << QString::fromStdString(file + " lies in no room");
        for (const std::string& include : includes)
            if (roomOf(include) > room)
                found << QString::fromStdString(file + " includes " + include);
    }
    return found;
}

} // namespace headlight::testing
