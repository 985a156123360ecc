// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/recovery_folder.h"

#include <QDateTime>
#include <QDir>
#include <QUuid>

#include "core/files/atomic_file.h"
#include "ui/state/file_paths.h"

namespace headlight::ui {

namespace {

const QString lockName = QStringLiteral("lock");
const QString workName = QStringLiteral("work.json");
constexpr int graceSeconds = 60;
constexpr std::uint64_t mostBytes = 64U << 20U; ///< of a description: contexts can be long

/// A process that died before it could make its lock has left an empty folder. One that was made just now may still get
/// its lock.
void removeUnlockable(const QFileInfo& folder)
{
    const bool old = folder.lastModified().secsTo(QDateTime::currentDateTime()) > graceSeconds;
    if (old && !QFileInfo::exists(folder.filePath() + '/' + lockName))
        QDir().rmdir(folder.filePath()); // an empty one, or none
}

} // namespace

std::optional<RecoveryFolder> RecoveryFolder::make(const QString& root)
{
    const QString path = root + '/' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!QDir().mkpath(path))
        return {};
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto lock = FileLock::tryTakeNew(pathOf(path + '/' + lockName));
    if (!lock)
        return {};
    return RecoveryFolder(path, std::move(*lock));
}

std::vector<RecoveryFolder> RecoveryFolder::leftBehind(const QString& root)
{
    std::vector<RecoveryFolder> folders;
    const QFileInfoList entries =
        QDir(root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Time | QDir::Reversed);
    for (const QFileInfo& entry : entries) {
        auto lock = FileLock::tryTake(pathOf(entry.filePath() + '/' + lockName));
        if (!lock) {
            removeUnlockable(entry);
            continue;
        }
        RecoveryFolder folder(entry.filePath(), std::move(*lock));
        if (folder.readWork() && !folder.m_work.isEmpty())
            folders.push_back(std::move(folder));
        else
            folder.remove();
    }
    return folders;
}

bool RecoveryFolder::readWork()
{
    const auto bytes = readFile(pathOf(pathTo(workName)), mostBytes);
    if (!bytes)
        return false;
    auto work =
        keptWorkOf(QByteArray(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size())));
    m_work = work ? std::move(*work) : KeptWork();
    return work.has_value();
}

Result<void> RecoveryFolder::keep(const QByteArray& description) const
{
    return writeFile(pathOf(pathTo(workName)),
                     std::as_bytes(std::span(description.constData(), static_cast<std::size_t>(description.size()))));
}

void RecoveryFolder::remove()
{
    QDir(m_path).removeRecursively();
}

} // namespace headlight::ui
