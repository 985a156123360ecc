// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/settings.h"

namespace headlight::ui {

namespace {

constexpr int mostRecentFiles = 8;

} // namespace

QString Settings::modelFolder() const
{
    return m_settings.value("modelFolder").toString();
}

void Settings::setModelFolder(const QString& folder)
{
    m_settings.setValue("modelFolder", folder);
}

QStringList Settings::recentFiles() const
{
    return m_settings.value("recentFiles").toStringList();
}

void Settings::addRecentFile(const QString& file)
{
    QStringList files = recentFiles();
    files.removeAll(file);
    files.prepend(file);
    m_settings.setValue("recentFiles", files.mid(0, mostRecentFiles));
}

void Settings::setInput(const QString& question, const QString& context)
{
    m_settings.setValue("question", question);
    m_settings.setValue("context", context);
}

} // namespace headlight::ui
