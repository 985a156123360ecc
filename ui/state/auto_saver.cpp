// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/auto_saver.h"

#include <QFileInfo>

#include "figures/isolated.h"
#include "ui/state/file_paths.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

constexpr int restMilliseconds = 400; ///< between a change and its being kept

/// Copies first: the description must name nothing that is not there.
Result<void> writeAll(const RecoveryFolder& folder, const std::vector<std::pair<Session, QString>>& copies,
                      const QByteArray& description, const QStringList& dropped)
{
    for (const auto& [session, file] : copies)
        if (Result<void> written = writeSession(session, pathOf(folder.pathTo(file))); !written)
            return written;
    if (Result<void> written = folder.keep(description); !written)
        return written;
    for (const QString& file : dropped)
        QFile::remove(folder.pathTo(file));
    return {};
}

} // namespace

/// A result that was read again, or why it was not.
struct AutoSaver::Read {
    KeptResult kept;
    Result<Session> session;
};

AutoSaver::AutoSaver(Workbench* workbench, const QString& root, QObject* parent)
    : QObject(parent),
      m_workbench(workbench),
      m_folder(RecoveryFolder::make(root)),
      m_found(RecoveryFolder::leftBehind(root)),
      m_jobs(std::make_unique<BackgroundJobs>())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(restMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &AutoSaver::save);
    connect(workbench->input(), &InputModel::textReplaced, this, &AutoSaver::note);
    connect(workbench->input(), &InputModel::optionsChanged, this, &AutoSaver::note);
    connect(workbench->shown()->document(), &Document::changed, this, &AutoSaver::note);
    connect(workbench->history(), &QAbstractItemModel::rowsInserted, this, &AutoSaver::note);
    connect(workbench->history(), &QAbstractItemModel::rowsRemoved, this, &AutoSaver::note);
    connect(workbench->model(), &ModelHost::opened, this, &AutoSaver::note);
    connect(workbench, &Workbench::busyChanged, this, &AutoSaver::note);
}

AutoSaver::~AutoSaver()
{
    m_jobs.reset(); // waits for what is being written
    if (m_left)
        return;
    removeRestored();
    if (m_folder)
        m_folder->remove();
}

void AutoSaver::removeRestored()
{
    for (RecoveryFolder& folder : m_restored)
        folder.remove();
    m_restored.clear();
}

/// A timer that runs is left alone, so that steady typing is kept too.
void AutoSaver::note()
{
    if (m_folder && !m_left && !m_timer.isActive())
        m_timer.start();
}

void AutoSaver::save()
{
    if (m_saving) { // what changes meanwhile is kept afterwards
        note();
        return;
    }
    Snapshot now = snapshot(false);
    if (now.description == m_written && m_restored.empty())
        return;
    m_saving = true;
    m_written = now.description;
    // The folder outlives its jobs: the destructor waits for them.
    m_jobs->run(
        this,
        [folder = &*m_folder, now = std::move(now)] {
            return writeAll(*folder, now.copies, now.description, now.dropped);
        },
        [this, withRestored = !m_restored.empty()](const Result<void>& outcome) { endSave(outcome, withRestored); });
}

AutoSaver::Snapshot AutoSaver::snapshot(bool ended)
{
    const InputModel* input = m_workbench->input();
    KeptWork work{input->question(), input->context(), textOf(m_workbench->model()->folder()), input->options(),
                  m_workbench->runner()->isRunning(), ended, {}};
    Snapshot now;
    for (int row = 0; row < m_workbench->history()->rowCount(); ++row)
        work.results.push_back(kept(row, now.copies));
    now.description = toJson(work);
    now.dropped = dropCopies(work);
    return now;
}

/// What was being written is not heard of any more: the copies that are there are whole, the others are forgotten.
void AutoSaver::awaitWriting()
{
    m_timer.stop();
    m_jobs = std::make_unique<BackgroundJobs>(); // the old ones are waited for
    m_saving = false;
    std::erase_if(m_copies, [this](const Copy& copy) { return !QFileInfo::exists(m_folder->pathTo(copy.file)); });
}

void AutoSaver::keepNow()
{
    if (!m_folder || m_left || !m_reading.empty()) // what is being brought back is still there
        return;
    awaitWriting();
    const Snapshot now = snapshot(true);
    endSave(writeAll(*m_folder, now.copies, now.description, now.dropped), true);
}

void AutoSaver::leave()
{
    if (!m_workbench->sessions()->hasUnsaved() && !m_workbench->runner()->isRunning())
        return;
    keepNow();
    m_left = true;
}

/// What a file of its own holds needs no copy, unless it is no longer the same.
KeptResult AutoSaver::kept(int row, std::vector<std::pair<Session, QString>>& toWrite)
{
    const RunRecord& record = m_workbench->history()->record(row);
    const bool shown = row == m_workbench->history()->current();
    const DocumentState& document = shown ? m_workbench->shown()->document()->state() : record.document;
    KeptResult kept{{}, document.file, document.dirty, document.notes, document.expected, document.half};
    if (!document.file.isEmpty() && !document.dirty)
        return kept;
    kept.copy = copyOf(record.result);
    if (kept.copy.isEmpty()) {
        kept.copy = QStringLiteral("%1.headlight").arg(m_nextCopy++);
        m_copies.push_back({record.result, kept.copy});
        Session session =
            shown ? m_workbench->sessions()->current()
                  : Session{record.result, {}, document.unknown, document.expected};
        session.half = false; // a copy loses nothing
        toWrite.emplace_back(std::move(session), kept.copy);
    }
    return kept;
}

QString AutoSaver::copyOf(const ResultPtr& result) const
{
    for (const Copy& copy : m_copies)
        if (copy.result.lock() == result)
            return copy.file;
    return {};
}

/// Forgets the copies of results that were saved by now, or that the history has forgotten. Returns their files.
QStringList AutoSaver::dropCopies(const KeptWork& work)
{
    QStringList files;
    std::erase_if(m_copies, [&](const Copy& copy) {
        const auto names = [&](const KeptResult& kept) { return kept.copy == copy.file; };
        const bool dropped = std::none_of(work.results.begin(), work.results.end(), names);
        if (dropped)
            files.append(copy.file);
        return dropped;
    });
    return files;
}

void AutoSaver::endSave(const Result<void>& outcome, bool withRestored)
{
    m_saving = false;
    if (!outcome) {
        m_written.clear();
        m_copies.clear(); // written again with the next change
        report(outcome.error());
        return;
    }
    if (withRestored)
        removeRestored();
}

void AutoSaver::report(const Error& error)
{
    if (!std::exchange(m_reported, true))
        emit failed(error);
}

QString AutoSaver::describeFound() const
{
    int results = 0;
    QString question;
    for (const RecoveryFolder& folder : m_found) {
        results += static_cast<int>(folder.work().results.size());
        question = folder.work().question.simplified();
    }
    const QString asked = question.size() > 60 ? question.left(59) + QChar(0x2026) : question;
    const QString count = results == 1 ? tr("1 result") : tr("%1 results").arg(results);
    if (asked.isEmpty())
        return count;
    return results == 0 ? tr("the question “%1”").arg(isolated(asked))
                        : tr("%1 and the question “%2”").arg(count, isolated(asked));
}

AutoSaver::Read AutoSaver::readResult(const RecoveryFolder& folder, const KeptResult& kept)
{
    const QString file = kept.copy.isEmpty() ? kept.original : folder.pathTo(kept.copy);
    return {kept, readSession(pathOf(file))};
}

bool AutoSaver::foundWasEnded() const
{
    return std::all_of(m_found.begin(), m_found.end(),
                       [](const RecoveryFolder& folder) { return folder.work().ended; });
}

void AutoSaver::restore()
{
    if (m_found.empty())
        return;
    m_reading = std::move(m_found);
    m_found.clear();
    m_jobs->run(
        this, [folders = &m_reading] {
            std::vector<Read> read; // oldest first
            for (const RecoveryFolder& folder : *folders)
                for (auto kept = folder.work().results.rbegin(); kept != folder.work().results.rend(); ++kept)
                    read.push_back(readResult(folder, *kept));
            return read;
        },
        [this](std::vector<Read> read) { show(std::move(read)); });
}

void AutoSaver::show(std::vector<Read> read)
{
    bool whole = true;
    for (Read& each : read) {
        if (!each.session) {
            whole = false;
            report(each.session.error());
            continue;
        }
        const KeptResult& kept = each.kept;
        m_workbench->sessions()->restore(*each.session, {kept.original, kept.dirty, kept.notes, each.session->unknown,
                                                   kept.expected, kept.half, each.session->rounding});
    }
    const KeptWork work = m_reading.back().work();
    useInput(work);
    if (whole) // else the folders stay, and are offered again
        m_restored = std::move(m_reading);
    m_reading.clear();
    m_written.clear();
    note();
    emit restored(work.running);
}

void AutoSaver::useInput(const KeptWork& work)
{
    InputModel* input = m_workbench->input();
    const UndoRecorder::Pause pause(*m_workbench->undo());
    input->setQuestion(work.question);
    input->setContext(work.context);
    input->useOptionsOf(work.options);
    const std::filesystem::path folder = pathOf(work.model);
    if (!work.model.isEmpty() && folder != m_workbench->model()->folder() && QFileInfo(work.model).isDir())
        m_workbench->model()->open(folder);
}

void AutoSaver::discard()
{
    for (RecoveryFolder& folder : m_found)
        folder.remove();
    m_found.clear();
}

} // namespace headlight::ui
