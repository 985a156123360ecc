// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <map>
#include <optional>

#include "core/files/file_lock.h"
#include "core/files/file_stamp.h"

namespace headlight::ui {

/// What has become of a file since it was read or written here.
enum class FileChange { None, Changed, Gone };

/// The files of the sessions that are open: watches whether others change or remove them, and holds their locks, so
/// that a second window knows. A lock says only that somebody has the file open; nobody is kept from reading or
/// writing.
class SessionFiles : public QObject {
    Q_OBJECT
public:
    explicit SessionFiles(QObject* parent = nullptr);

    /// The contents of `file` that are known here. `stamp` was taken before they were read or after they were written.
    void adopt(const QString& file, const std::optional<FileStamp>& stamp);
    /// Forgets all other files.
    void keepOnly(const QStringList& files);
    /// While this window writes the file, its change is no news.
    void beginSave(const QString& file);
    void endSave(const QString& file); ///< where it failed; else adopt()
    FileChange change(const QString& file) const;
    /// Whether another window had the file open when it was adopted, and has it still.
    bool isShared(const QString& file) const;

public slots:
    /// Looks at all files now. Network file systems tell of no change by themselves.
    void check();

signals:
    void changed(const QString& file); ///< change() or isShared() says something else

private:
    struct Known {
        std::optional<FileStamp> stamp;
        std::optional<FileLock> lock;
        FileChange change = FileChange::None;
        bool shared = false;
        bool saving = false;
    };

    void checkOne(const QString& file, Known& known);
    void watch();

    QFileSystemWatcher m_watcher;
    QTimer m_rest; ///< several changes of a folder are looked at once
    std::map<QString, Known> m_files;
};

} // namespace headlight::ui
