// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/set_folder.h"

#include <utility>

namespace headlight::ui {

namespace fs = std::filesystem;

Result<SetFolder> SetFolder::create(const fs::path& folder)
{
    std::error_code error;
    SetFolder made;
    made.m_folder = folder;
    made.m_made = fs::create_directory(folder, error);
    if (error)
        return inputError("The folder for the figures cannot be made: " + error.message(), folder.string(),
                          "Choose a folder that you may write to.");
    const bool empty = fs::is_empty(folder, error);
    if (error || !empty)
        return inputError("The folder for the figures holds something already", folder.string(),
                          "Choose a new folder: nothing is overwritten.");
    return made;
}

SetFolder::SetFolder(SetFolder&& other) noexcept
    : m_folder(std::move(other.m_folder)),
      m_made(std::exchange(other.m_made, false)),
      m_written(std::exchange(other.m_written, {}))
{
}

SetFolder::~SetFolder()
{
    std::error_code ignored;
    for (const fs::path& file : m_written)
        fs::remove(file, ignored);
    if (m_made)
        fs::remove(m_folder, ignored); // not where somebody else put something into it
}

void SetFolder::keep()
{
    m_written.clear();
    m_made = false;
}

Result<void> SetFolder::write(const QString& name, const Drawing& drawing)
{
    const fs::path file = m_folder / name.toStdString();
    const Result<void> written = writeExport(drawing, file);
    if (written)
        m_written.push_back(file);
    return written;
}

} // namespace headlight::ui
