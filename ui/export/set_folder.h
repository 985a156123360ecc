// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "ui/export/export.h"

namespace headlight::ui {

/// A folder that a set of figures is written to. Without keep() the destructor removes what was written, so that a set
/// that was cancelled or failed leaves nothing.
class SetFolder {
public:
    /// Makes the folder; its parent must be there. One that is there must be empty: nothing is overwritten.
    static Result<SetFolder> create(const std::filesystem::path& folder);
    SetFolder(SetFolder&& other) noexcept;
    SetFolder& operator=(SetFolder&&) = delete;
    ~SetFolder();

    Result<void> write(const QString& name, const Drawing& drawing);
    void keep();
    const std::filesystem::path& path() const { return m_folder; }

private:
    SetFolder() = default;

    std::filesystem::path m_folder;
    bool m_made = false; ///< by this object: was not there before
    std::vector<std::filesystem::path> m_written;
};

} // namespace headlight::ui
