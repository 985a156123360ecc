// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/files/file_lock.h"
#include "ui/state/kept_work.h"

namespace headlight::ui {

/// A folder of one process that keeps its work for the case of a crash: a description, copies of results, and a lock
/// that goes with the process. What no living process locks was left behind by a dead one.
class RecoveryFolder {
public:
    /// A new folder in `root`. Nothing where none can be made.
    static std::optional<RecoveryFolder> make(const QString& root);
    /// The folders in `root` that were left behind and hold work, oldest first; each is this process's from now on.
    /// Empty ones are removed.
    static std::vector<RecoveryFolder> leftBehind(const QString& root);

    QString pathTo(const QString& file) const { return m_path + '/' + file; }
    const KeptWork& work() const { return m_work; }
    /// Writes the description. Not for the thread of the window.
    Result<void> keep(const QByteArray& description) const;
    void remove();

private:
    RecoveryFolder(QString path, FileLock lock) : m_path(std::move(path)), m_lock(std::move(lock)) {}
    bool readWork();

    QString m_path;
    FileLock m_lock;
    KeptWork m_work; ///< of a folder that was left behind
};

} // namespace headlight::ui
