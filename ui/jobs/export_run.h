// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

#include "figures/export_set.h"
#include "ui/export/export.h"
#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

class SetFolder;

/// Writes one figure or a set of them while the window goes on: figures are made, encoded and written on a thread of
/// its own, and drawn one at a time between the window's events. The destructor cancels and waits.
class ExportRun : public QObject {
    Q_OBJECT
public:
    explicit ExportRun(Session session, QObject* parent = nullptr);
    ~ExportRun() override;

    bool isRunning() const { return m_running; }

public slots:
    /// One file, which is replaced if it is there.
    void writeFile(const headlight::ui::ExportOptions& options, const std::filesystem::path& file);
    /// A set, in a new or empty folder.
    void writeSet(const headlight::ui::ExportOptions& options, const headlight::ui::SetChoice& choice,
                  const std::filesystem::path& folder);
    /// What was written of a set is removed, and failed() comes.
    void cancel() { m_cancelled = true; }

signals:
    void progressed(int done, int all, const QString& file);
    void succeeded();
    void failed(const headlight::Error& error); ///< or was cancelled

private:
    using Write = std::function<Result<void>(const QString& name, const Drawing& drawing)>;

    void begin();
    void next();
    void draw(const Result<FigureData>& figure);
    void write(Drawing drawing);
    void end(const Result<void>& result);

    Session m_session;
    std::shared_ptr<SetFolder> m_folder; ///< null: one file
    Write m_write;
    QList<SetFile> m_files;
    qsizetype m_done = 0;
    bool m_running = false;
    bool m_cancelled = false;
    BackgroundJobs m_jobs; ///< last: its destructor waits before the rest goes
};

} // namespace headlight::ui
