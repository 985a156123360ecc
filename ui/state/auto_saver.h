// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>

#include "ui/jobs/background_jobs.h"
#include "ui/state/document.h"
#include "ui/state/recovery_folder.h"

namespace headlight::ui {

class Workbench;

/// Keeps what a person does, and all finished results, in a folder of the program's own, and brings it back after a
/// crash. Never touches a session's own file. The destructor is an orderly end: nothing stays behind, unless leave()
/// was called.
class AutoSaver : public QObject {
    Q_OBJECT
public:
    AutoSaver(Workbench* workbench, const QString& root, QObject* parent = nullptr);
    ~AutoSaver() override;

    /// Work that a process left behind which did not end in order.
    bool hasFound() const { return !m_found.empty(); }
    /// "2 results and the question “who?”", of what was found.
    QString describeFound() const;
    /// It was not a crash that left it: the system asked the program to end.
    bool foundWasEnded() const;

    /// Keeps all that there is now, before returning: the program may be ended any moment.
    void keepNow();
    /// The same where something is unsaved or under way, which then stays behind for the next start. Nothing is kept
    /// after that.
    void leave();

public slots:
    /// Brings back what was found; its folders go once it is kept anew.
    void restore();
    void discard();

signals:
    void restored(bool wasRunning); ///< a run that was under way can be asked for again
    void failed(const headlight::Error& error); ///< the first time that something cannot be kept or brought back

private:
    struct Copy {
        std::weak_ptr<const AnalysisResult> result;
        QString file;
    };
    struct Read;
    /// What is to be kept, and what of it is not on the disk yet.
    struct Snapshot {
        QByteArray description;
        std::vector<std::pair<Session, QString>> copies;
        QStringList dropped; ///< files that nothing needs any more
    };

    void note();
    void save();
    Snapshot snapshot(bool ended);
    void awaitWriting();
    void removeRestored();
    KeptResult kept(int row, std::vector<std::pair<Session, QString>>& toWrite);
    QString copyOf(const ResultPtr& result) const;
    QStringList dropCopies(const KeptWork& work);
    void endSave(const Result<void>& outcome, bool withRestored);
    void report(const Error& error);
    static Read readResult(const RecoveryFolder& folder, const KeptResult& kept);
    void show(std::vector<Read> read);
    void useInput(const KeptWork& work);

    Workbench* m_workbench;
    std::optional<RecoveryFolder> m_folder;
    std::vector<RecoveryFolder> m_found;
    std::vector<RecoveryFolder> m_reading;  ///< while their results are read
    std::vector<RecoveryFolder> m_restored; ///< removed once what they held is kept anew
    std::vector<Copy> m_copies;
    QByteArray m_written; ///< the description on the disk
    int m_nextCopy = 1;
    bool m_saving = false;
    bool m_reported = false;
    bool m_left = false;
    QTimer m_timer;
    std::unique_ptr<BackgroundJobs> m_jobs; ///< its own: large copies must not delay what the window waits for
};

} // namespace headlight::ui
