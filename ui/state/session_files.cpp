// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_files.h"

#include <QFileInfo>

#include "ui/state/file_paths.h"

namespace headlight::ui {

namespace {

constexpr int restMilliseconds = 150;

FileChange changeOf(const std::optional<FileStamp>& known, const std::optional<FileStamp>& now)
{
    if (!now)
        return FileChange::Gone;
    return known == now ? FileChange::None : FileChange::Changed;
}

} // namespace

SessionFiles::SessionFiles(QObject* parent) : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &SessionFiles::check);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_rest, qOverload<>(&QTimer::start));
}

void SessionFiles::adopt(const QString& file, const std::optional<FileStamp>& stamp)
{
    Known& known = m_files[file];
    known.stamp = stamp;
    known.saving = false;
    known.lock.reset(); // a file that was replaced is another one
    known.lock = FileLock::tryTake(pathOf(file));
    known.shared = !known.lock && isLocked(pathOf(file));
    known.change = changeOf(known.stamp, stampOf(pathOf(file)));
    watch();
    emit changed(file);
}

void SessionFiles::keepOnly(const QStringList& files)
{
    std::erase_if(m_files, [&](const auto& known) { return !files.contains(known.first); });
    watch();
}

void SessionFiles::beginSave(const QString& file)
{
    m_files[file].saving = true;
}

void SessionFiles::endSave(const QString& file)
{
    m_files[file].saving = false;
    m_rest.start();
}

FileChange SessionFiles::change(const QString& file) const
{
    const auto found = m_files.find(file);
    return found == m_files.end() ? FileChange::None : found->second.change;
}

bool SessionFiles::isShared(const QString& file) const
{
    const auto found = m_files.find(file);
    return found != m_files.end() && found->second.shared;
}

void SessionFiles::check()
{
    for (auto& [file, known] : m_files)
        if (!known.saving)
            checkOne(file, known);
    watch();
}

void SessionFiles::checkOne(const QString& file, Known& known)
{
    const FileChange change = changeOf(known.stamp, stampOf(pathOf(file)));
    const bool wasShared = known.shared;
    if (known.shared) { // the other window may be gone by now
        known.lock = FileLock::tryTake(pathOf(file));
        known.shared = !known.lock;
    }
    if (std::exchange(known.change, change) != change || known.shared != wasShared)
        emit changed(file);
}

/// A file that is replaced has a new one under its name, which only its folder tells of.
void SessionFiles::watch()
{
    QStringList wanted;
    for (const auto& [file, known] : m_files)
        for (const QString& path : {file, QFileInfo(file).absolutePath()})
            if (!wanted.contains(path) && QFileInfo::exists(path))
                wanted.append(path);
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : watched)
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    for (const QString& path : wanted)
        if (!watched.contains(path))
            m_watcher.addPath(path);
}

} // namespace headlight::ui
