// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's sessions: what is on screen into files and back.
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include "figures/figure_builder.h"
#include "ui/state/file_paths.h"
#include "ui/state/workbench.h"
#include "ui/state/workbench_files.h"

namespace headlight::ui {

namespace {

/// What was written, and what the file is since.
struct WrittenFile {
    Result<void> written;
    std::optional<FileStamp> stamp;
    double rounding = 0;
};

WrittenFile writeFile(const Session& session, const QString& file)
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

/// Opens on something that the session holds, where what it would open on is not there: another program's may hold no
/// attention, or words alone.
void openOnWhatIsThere(Session& session)
{
    ViewState& view = session.view;
    const QString nearest = nearestView(*session.result, QString::fromStdString(view.view));
    const QString page = viewKind(nearest).pageOf;
    view.view = (page.isEmpty() ? nearest : page).toStdString();
    view.tokensPage = page.isEmpty() ? view.tokensPage : nearest.toStdString();
    const QString shown = QString::fromStdString(view.view);
    const QString measure = nearestMeasure(shown, session.result.get(), QString::fromStdString(view.measure));
    view.measure = measure.toStdString();
}

/// A file of this name in `folder` that is not there yet.
QString freeName(const QDir& folder, const QString& name, const QStringList& taken)
{
    const QFileInfo wanted(name);
    QString file = folder.filePath(name);
    for (int i = 2; QFileInfo::exists(file) || taken.contains(file); ++i)
        file = folder.filePath(QStringLiteral("%1-%2.%3").arg(wanted.completeBaseName()).arg(i).arg(wanted.suffix()));
    return file;
}

} // namespace

Session Workbench::session() const
{
    return sessionOf(m_result, m_document.state());
}

Session Workbench::sessionOf(const ResultPtr& result, const DocumentState& document) const
{
    const Cell& pinned = m_selection.pinned();
    ViewState view;
    view.view = m_frontView.toStdString();
    for (const QString& open : m_openViews)
        view.openViews.push_back(open.toStdString());
    view.measure = m_selection.measure().toStdString();
    view.range = m_selection.range().toStdString();
    view.layer = pinned.layer;
    view.head = pinned.head;
    view.fromToken = pinned.from;
    view.toToken = pinned.to;
    view.notes = document.notes.toStdString();
    keepDisplay(m_selection.display(), view);
    keepViewChoices(m_selection.viewChoices(), view);
    view.compared = comparedOf(result, document.file);
    if (m_describeScreen)
        m_describeScreen(view);
    return {result, view, document.unknown, document.expected, document.half, document.rounding};
}

QString Workbench::suggestedFile() const
{
    if (!m_document.file().isEmpty() || !m_result)
        return m_document.file().isEmpty() ? QStringLiteral("session.headlight") : m_document.file();
    return suggestedFile(*m_result);
}

QString Workbench::suggestedFile(const AnalysisResult& result) const
{
    static const QRegularExpression notWords(QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption);
    QString name =
        QString::fromStdString(result.input.leadText()).toLower().replace(notWords, QStringLiteral("-")).left(40);
    while (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("session") : name) + QStringLiteral(".headlight");
}

void Workbench::openSession(const QString& file)
{
    emit solved(Place::Document);
    m_reloading = false;
    m_jobs.run(
        this, [file, open = openFiles()] { return readFile(file, open); },
        [this, file, asked = ++m_opening](ReadFile read) {
            if (asked == m_opening)
                showSession(file, std::move(read));
        });
}

void Workbench::reloadSession()
{
    openSession(m_document.file());
    m_reloading = true;
}

void Workbench::showSession(const QString& file, ReadFile read)
{
    const bool reloading = std::exchange(m_reloading, false);
    if (!read.session) {
        emit problem(Place::Document, read.session.error());
        return;
    }
    m_worker.cancelRun();
    keepDocument();
    openOnWhatIsThere(*read.session);
    m_history.add({read.session->result, documentOf(file, *read.session)});
    m_frontView = QString::fromStdString(read.session->view.view);
    show(m_history.record(0));
    applyViewState(read.session->view);
    if (reloading)
        forgetOthersOf(file);
    m_files.adopt(file, read.stamp);
    restoreCompared(file, read);
    emit sessionOpened(file, read.session->view);
}

/// What was on screen before the file was read again.
void Workbench::forgetOthersOf(const QString& file)
{
    for (int row = m_history.rowCount() - 1; row >= 0; --row)
        if (row != m_history.current() && m_history.record(row).document.file == file)
            m_history.remove(row);
}

void Workbench::keepMine()
{
    m_files.adopt(m_document.file(), stampOf(pathOf(m_document.file())));
    m_document.markDirty();
}

void Workbench::restoreResult(const Session& session, const DocumentState& document)
{
    m_worker.cancelRun();
    keepDocument();
    m_history.add({session.result, document});
    show(m_history.record(0));
    if (!document.file.isEmpty())
        m_files.adopt(document.file, stampOf(pathOf(document.file)));
}

void Workbench::applyViewState(const ViewState& view)
{
    const UndoRecorder::Pause pause(m_undo);
    m_selection.setMeasure(QString::fromStdString(view.measure));
    m_selection.setRange(QString::fromStdString(view.range));
    Display display = displayOf(view);
    display.firstNumber = m_selection.display().firstNumber; // a preference of the reader, not of the writer
    m_selection.setDisplay(display);
    m_selection.setViewChoices(viewChoicesOf(view));
    const Cell pinned{view.layer, view.head, view.fromToken, view.toToken};
    if (pinned != Cell()) // as the command line writes it: nothing was chosen, and the strongest cell stays pinned
        m_selection.pin(pinned);
}

void Workbench::saveSession(const QString& file)
{
    saveSessionAs(file, m_document.state().half);
}

void Workbench::saveSessionAs(const QString& file, bool half)
{
    if (!m_result || wouldReplaceOthers(file))
        return;
    emit solved(Place::Document);
    DocumentState state = m_document.state();
    state.file = file;
    state.half = half;
    write(sessionOf(m_result, state), file, state);
}

/// What somebody else has written into the file on screen is replaced only when that was said and chosen.
bool Workbench::wouldReplaceOthers(const QString& file)
{
    m_files.check();
    if (file != m_document.file() || m_files.change(file) != FileChange::Changed)
        return false;
    emit problem(Place::Document,
                 Error{ErrorKind::Input, tr("Not saved: the file has changed since it was opened").toStdString(),
                       file.toStdString(),
                       tr("Choose “Keep mine” to replace it, or save under another name.").toStdString()});
    return true;
}

void Workbench::write(const Session& session, const QString& file, const DocumentState& state)
{
    m_files.beginSave(file);
    m_jobs.run(
        this, [session, file] { return writeFile(session, file); },
        [this, file, result = session.result, state](const WrittenFile& outcome) {
            if (!outcome.written) {
                m_files.endSave(file);
                return emit problem(Place::Document, outcome.written.error());
            }
            DocumentState written = state;
            written.rounding = outcome.rounding;
            endSave(file, result, written);
            m_files.adopt(file, outcome.stamp);
            forgetClosedFiles();
            emit sessionSaved(file);
        });
}

QList<int> Workbench::unsavedRows() const
{
    QList<int> rows;
    for (int row = 0; row < m_history.rowCount(); ++row)
        if (row == m_history.current() ? m_document.isDirty() : m_history.record(row).document.dirty)
            rows.append(row);
    return rows;
}

void Workbench::saveAll(const QString& folder)
{
    keepDocument();
    QStringList taken;
    for (const int row : unsavedRows()) { // all names first: the sessions say where they find each other
        const RunRecord& record = m_history.record(row);
        const bool named = !record.document.file.isEmpty();
        taken.append(named ? record.document.file : freeName(folder, suggestedFile(*record.result), taken));
        m_named[record.result] = taken.last();
    }
    for (const auto& [result, file] : m_named) {
        DocumentState state = m_history.record(m_history.rowOf(result)).document;
        state.file = file;
        write(sessionOf(result, state), file, state);
    }
    m_named.clear();
}

QStringList Workbench::openFiles() const
{
    QStringList files{m_document.file()};
    for (int row = 0; row < m_history.rowCount(); ++row)
        files.append(m_history.record(row).document.file);
    files.removeAll(QString());
    return files;
}

void Workbench::forgetClosedFiles()
{
    m_files.keepOnly(openFiles());
}

/// What was saved may by now have new notes, or no longer be on screen.
void Workbench::endSave(const QString& file, const ResultPtr& result, const DocumentState& written)
{
    if (result == m_result) {
        m_document.saved(file, written);
        return;
    }
    const int row = m_history.rowOf(result);
    if (row < 0)
        return;
    DocumentState document = m_history.record(row).document;
    document.file = file;
    document.half = written.half;
    document.rounding = written.rounding;
    document.dirty = !saysTheSame(document, written);
    m_history.setDocument(row, document);
}

} // namespace headlight::ui
