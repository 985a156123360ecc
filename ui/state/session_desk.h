// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/session/session.h"
#include "ui/state/compared_result.h"
#include "ui/state/document.h"
#include "ui/state/session_files.h"

namespace headlight::ui {

class KeptScreen;
struct WrittenSession;

/// Sessions: what is on screen and in the history into files, and files onto the screen.
class SessionDesk : public QObject {
    Q_OBJECT
public:
    /// What sessions are made of.
    struct Parts {
        ShownResult* shown;
        RunHistory* history;
        KeptScreen* screen;
        ComparedResult* compared;
    };
    SessionDesk(const Parts& parts, BackgroundJobs* jobs, Problems* problems, QObject* parent = nullptr);

    /// What becomes of the files of the sessions that are open.
    SessionFiles* files() { return &m_files; }
    /// What Save writes and Export draws: the result with the state of its views.
    Session current() const;
    /// The rows of the history that no file holds as they are.
    QList<int> unsavedRows() const;
    bool hasUnsaved() const;
    /// A file name made of the question, or that of the file.
    QString suggestedFile() const;
    /// Adds what was read from a file kept for the case of a crash. `document` says where it belongs.
    void restore(const Session& session, const DocumentState& document);

public slots:
    void open(const QString& file);
    /// A session that is still being read is not wanted any more.
    void cancelOpening() { ++m_opening; }
    /// Reads the file on screen again, in place of what is on screen.
    void reload();
    /// What is on screen holds, whatever has become of its file; the next save replaces that.
    void keepMine();
    void save(const QString& file);
    /// The same, with attention and norms as float16 or not; Save keeps to it.
    void saveAs(const QString& file, bool half);
    /// Saves all that unsavedRows() names: under their names, those without one as new files in `folder`.
    void saveAll(const QString& folder);

signals:
    void opened(const QString& file); ///< it is on screen
    void saved(const QString& file);

private:
    Session sessionOf(const ResultPtr& result, const DocumentState& document, const NewFiles& named = {}) const;
    void show(const QString& file, ReadSession read);
    void forgetOthersOf(const QString& file);
    NewFiles namesFor(const QString& folder) const;
    void write(const Session& session, const QString& file, const DocumentState& state);
    void endWriting(const ResultPtr& result, const QString& file, DocumentState state, const WrittenSession& outcome);
    void takeSaved(const QString& file, const ResultPtr& result, const DocumentState& written);
    bool wouldReplaceOthers(const QString& file);
    QStringList openFiles() const;
    void forgetClosedFiles();

    Parts m_parts;
    BackgroundJobs* m_jobs;
    Problems* m_problems;
    SessionFiles m_files;
    bool m_reloading = false;
    std::uint64_t m_opening = 0; ///< counts sessions asked for, so that the newest wins
};

} // namespace headlight::ui
