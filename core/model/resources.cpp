// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "core/model/model_finder.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr auto demoModel = "models/minilm-l6-squad";

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

fs::path installedFolder()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : program.parent_path().parent_path() / "share/headlight";
}

} // namespace

fs::path resourceFolder()
{
    if (const char* given = std::getenv("HEADLIGHT_RESOURCES"); given != nullptr && *given != '\0')
        return given;
    for (const fs::path& folder : {installedFolder(), fs::path(HEADLIGHT_SOURCE_RESOURCES)}) {
        if (isFolder(folder))
            return folder;
    }
    return {};
}

fs::path demoModelFolder()
{
    const fs::path folder = resourceFolder() / demoModel;
    return isFolder(folder) ? folder : fs::path();
}

} // namespace headlight
