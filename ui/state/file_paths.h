// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QString>
#include <filesystem>

namespace headlight::ui {

/// The path behind a name that Qt gave, and the reverse.
inline std::filesystem::path pathOf(const QString& file)
{
    return QFile::encodeName(file).toStdString();
}

inline QString textOf(const std::filesystem::path& path)
{
    return QFile::decodeName(path.string().c_str());
}

} // namespace headlight::ui
