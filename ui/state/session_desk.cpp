// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_desk.h"

#include "ui/jobs/background_jobs.h"
#include "ui/state/file_paths.h"
#include "ui/state/kept_screen.h"
#include "ui/state/problems.h"
#include "ui/state/session_names.h"
#include "ui/state/session_reading.h"
#include "ui/state/shown_result.h"

namespace headlight::ui {

/// What was written, and what the file is since.
struct WrittenSession {
    Result<void> written;
    std::optional<FileStamp> stamp;
    double rounding = 0;
};

namespace {

WrittenSession writeFile(const Session& session, const QString& file)
{
    const double rounding =
        session.half ? std::max(session.rounding, roundingToHalf(*session.result)) : session.rounding;
    const Result<void> written = writeSession(session, pathOf(file));
    return {written, stampOf(pathOf(file)), rounding};
}

DocumentState documentOf(const QString& file, const Session& session)
{
    return {file,
            false,
            QString::fromStdString(session.view.notes),
            session.unknown,
            session.expected,
            session.half,
            session.rounding,
            QString::fromStdString(session.remark)};
}

} // namespace

SessionDesk::SessionDesk(const Parts& parts, BackgroundJobs* jobs, Problems* problems, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_jobs(jobs),
      m_problems(problems)
{
    connect(parts.history, &RunHistory::rowsRemoved, this, &SessionDesk::forgetClosedFiles);
}

Session SessionDesk::current() const
{
    return sessionOf(m_parts.shown->result(), m_parts.shown->document()->state());
}

Session SessionDesk::sessionOf(const ResultPtr& result, const DocumentState& document, const NewFiles& named) const
{
    ViewState view = m_parts.screen->state();
    view.notes = document.notes.toStdString();
    view.compared = m_parts.compared->described(result, document.file, named);
    return {result, view, document.unknown, document.expected, document.half, document.rounding};
}

QString SessionDesk::suggestedFile() const
{
    const QString& file = m_parts.shown->document()->file();
    if (!file.isEmpty())
        return file;
    const ResultPtr& result = m_parts.shown->result();
    return result ? suggestedSessionName(*result) : QStringLiteral("session.headlight");
}

void SessionDesk::open(const QString& file)
{
    m_problems->solve(Place::Document);
    m_reloading = false;
    m_jobs->run(
        this, [file, open = openFiles()] { return readSessionAndCompared(file, open); },
        [this, file, asked = ++m_opening](ReadSession read) {
            if (asked == m_opening)
                show(file, std::move(read));
        });
}

void SessionDesk::reload()
{
    open(m_parts.shown->document()->file());
    m_reloading = true;
}

void SessionDesk::show(const QString& file, ReadSession read)
{
    const bool reloading = std::exchange(m_reloading, false);
    if (!read.session)
        return m_problems->report(Place::Document, read.session.error());
    openOnWhatIsThere(*read.session);
    m_parts.shown->showNew({read.session->result, documentOf(file, *read.session)});
    m_parts.screen->restoreSelection(read.session->view);
    if (reloading)
        forgetOthersOf(file);
    m_files.adopt(file, read.stamp);
    m_parts.compared->restore(file, read);
    m_parts.screen->restoreViews(read.session->view);
    emit opened(file);
}

/// What was on screen before the file was read again.
void SessionDesk::forgetOthersOf(const QString& file)
{
    RunHistory* history = m_parts.history;
    for (int row = history->rowCount() - 1; row >= 0; --row)
        if (row != history->current() && history->record(row).document.file == file)
            history->remove(row);
}

void SessionDesk::restore(const Session& session, const DocumentState& document)
{
    m_parts.shown->showNew({session.result, document});
    if (!document.file.isEmpty())
        m_files.adopt(document.file, stampOf(pathOf(document.file)));
}

void SessionDesk::keepMine()
{
    Document* document = m_parts.shown->document();
    m_files.adopt(document->file(), stampOf(pathOf(document->file())));
    document->markDirty();
}

void SessionDesk::save(const QString& file)
{
    saveAs(file, m_parts.shown->document()->state().half);
}

void SessionDesk::saveAs(const QString& file, bool half)
{
    const ResultPtr& result = m_parts.shown->result();
    if (!result || wouldReplaceOthers(file))
        return;
    m_problems->solve(Place::Document);
    DocumentState state = m_parts.shown->document()->state();
    state.file = file;
    state.half = half;
    write(sessionOf(result, state), file, state);
}

/// What somebody else has written into the file on screen is replaced only when that was said and chosen.
bool SessionDesk::wouldReplaceOthers(const QString& file)
{
    m_files.check();
    if (file != m_parts.shown->document()->file() || m_files.change(file) != FileChange::Changed)
        return false;
    m_problems->report(Place::Document,
                       Error{ErrorKind::Input, tr("Not saved: the file has changed since it was opened").toStdString(),
                             file.toStdString(),
                             tr("Choose “Keep mine” to replace it, or save under another name.").toStdString()});
    return true;
}

void SessionDesk::saveAll(const QString& folder)
{
    m_parts.shown->keepDocument();
    const NewFiles named = namesFor(folder);
    for (const auto& [result, file] : named) {
        DocumentState state = m_parts.history->record(m_parts.history->rowOf(result)).document;
        state.file = file;
        write(sessionOf(result, state, named), file, state);
    }
}

/// All names before the first is written: the sessions say where they find each other.
NewFiles SessionDesk::namesFor(const QString& folder) const
{
    NewFiles named;
    QStringList taken;
    for (const int row : unsavedRows()) {
        const RunRecord& record = m_parts.history->record(row);
        const QString& file = record.document.file;
        taken.append(file.isEmpty() ? freeName(folder, suggestedSessionName(*record.result), taken) : file);
        named[record.result] = taken.last();
    }
    return named;
}

void SessionDesk::write(const Session& session, const QString& file, const DocumentState& state)
{
    m_files.beginSave(file);
    m_jobs->run(
        this, [session, file] { return writeFile(session, file); },
        [this, file, result = session.result, state](const WrittenSession& outcome) {
            endWriting(result, file, state, outcome);
        });
}

void SessionDesk::endWriting(const ResultPtr& result, const QString& file, DocumentState state,
                             const WrittenSession& outcome)
{
    if (!outcome.written) {
        m_files.endSave(file);
        return m_problems->report(Place::Document, outcome.written.error());
    }
    state.rounding = outcome.rounding;
    takeSaved(file, result, state);
    m_files.adopt(file, outcome.stamp);
    forgetClosedFiles();
    emit saved(file);
}

/// What was saved may by now have new notes, or no longer be on screen.
void SessionDesk::takeSaved(const QString& file, const ResultPtr& result, const DocumentState& written)
{
    if (result == m_parts.shown->result())
        return m_parts.shown->document()->saved(file, written);
    const int row = m_parts.history->rowOf(result);
    if (row < 0)
        return;
    DocumentState document = m_parts.history->record(row).document;
    document.file = file;
    document.half = written.half;
    document.rounding = written.rounding;
    document.dirty = !saysTheSame(document, written);
    m_parts.history->setDocument(row, document);
}

QList<int> SessionDesk::unsavedRows() const
{
    const RunHistory* history = m_parts.history;
    QList<int> rows;
    for (int row = 0; row < history->rowCount(); ++row) {
        const bool shown = row == history->current();
        if (shown ? m_parts.shown->document()->isDirty() : history->record(row).document.dirty)
            rows.append(row);
    }
    return rows;
}

bool SessionDesk::hasUnsaved() const
{
    return m_parts.shown->document()->isDirty() || !unsavedRows().isEmpty();
}

QStringList SessionDesk::openFiles() const
{
    QStringList files{m_parts.shown->document()->file()};
    for (int row = 0; row < m_parts.history->rowCount(); ++row)
        files.append(m_parts.history->record(row).document.file);
    files.removeAll(QString());
    return files;
}

void SessionDesk::forgetClosedFiles()
{
    m_files.keepOnly(openFiles());
}

} // namespace headlight::ui
