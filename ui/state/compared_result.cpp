// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/compared_result.h"

#include "core/session/neighbour.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/file_paths.h"
#include "ui/state/first_words.h"
#include "ui/state/problems.h"
#include "ui/state/session_reading.h"
#include "ui/state/shown_result.h"

namespace headlight::ui {

namespace {

struct FoundBeside {
    ResultPtr result; ///< null: none
    QString file;
};

bool isCalled(const ResultPtr& result, const std::string& name)
{
    return questionAndAnswer(*result).toStdString() == name;
}

/// A session in the folder of `session` with that question and answer.
FoundBeside sessionCalled(const std::filesystem::path& session, const std::string& name)
{
    for (const std::filesystem::path& file : neighbours(session))
        if (const Result<Session> read = readSession(file); read && isCalled(read->result, name))
            return {read->result, textOf(file)};
    return {};
}

Error nothingCalled(const std::string& name, const QString& file)
{
    const QString what = ComparedResult::tr("What this session was compared with is not beside it: “%1”")
                             .arg(QString::fromStdString(name));
    const QString remedy = ComparedResult::tr(
        "Choose it in view Compare, or run it again. Saved in the same folder, it comes back the next time.");
    return {ErrorKind::Input, what.toStdString(), file.toStdString(), remedy.toStdString()};
}

} // namespace

ComparedResult::ComparedResult(const ShownResult* shown, const RunHistory* history, BackgroundJobs* jobs,
                               Problems* problems, QObject* parent)
    : QObject(parent),
      m_shown(shown),
      m_history(history),
      m_jobs(jobs),
      m_problems(problems)
{
    connect(shown, &ShownResult::changed, this, &ComparedResult::missNoMore);
    connect(problems, &Problems::reported, this,
            [this](Place place) { m_missed = m_missed && place != Place::Document; });
}

void ComparedResult::setRecord(int historyRow)
{
    if (historyRow < 0 || historyRow >= m_history->rowCount())
        return set(nullptr);
    set(m_history->record(historyRow).result);
    emit asked();
}

void ComparedResult::setSession(const QString& file)
{
    m_problems->solve(Place::Document);
    m_jobs->run(
        this, [path = pathOf(file)] { return readSession(path); },
        [this, file, wanted = ++m_opening](const Result<Session>& read) {
            if (wanted != m_opening)
                return;
            if (!read)
                return m_problems->report(Place::Document, read.error());
            set(read->result, file);
            emit asked();
        });
}

void ComparedResult::set(ResultPtr chosen, const QString& file)
{
    ++m_opening;
    missNoMore();
    m_file = file;
    if (chosen == m_result)
        return;
    m_result = std::move(chosen);
    emit changed(m_result);
}

/// Where a result is kept, or will be in a moment; empty: nowhere.
QString ComparedResult::fileOf(const ResultPtr& result, const NewFiles& named) const
{
    if (const auto file = named.find(result); file != named.end())
        return file->second;
    const int row = m_history->rowOf(result);
    if (row >= 0)
        return row == m_history->current() ? m_shown->document()->file() : m_history->record(row).document.file;
    return result == m_result ? m_file : QString();
}

ComparedSession ComparedResult::described(const ResultPtr& result, const QString& file, const NewFiles& named) const
{
    const ResultPtr& beside = result == m_result ? m_shown->result() : m_result;
    if (!m_result || !beside || beside == result)
        return {};
    const QString other = fileOf(beside, named);
    const bool both = !file.isEmpty() && !other.isEmpty();
    return {both ? neighbourName(pathOf(file), pathOf(other)) : std::string(),
            questionAndAnswer(*beside).toStdString()};
}

void ComparedResult::restore(const QString& file, const ReadSession& read)
{
    const ComparedSession& wanted = read.session->view.compared;
    const bool kept = m_result && isCalled(m_result, wanted.name);
    if (read.compared) {
        set(*read.compared ? (*read.compared)->result : nullptr, read.comparedFile);
        return *read.compared ? void() : miss(read.compared->error());
    }
    if (const ResultPtr open = openIn(read.comparedFile))
        return set(open);
    if (wanted.name.empty() || !kept) // one that is in no file can only be there still
        set(nullptr);
    if (wanted.name.empty() || kept)
        return;
    if (const ResultPtr open = openCalled(wanted.name))
        return set(open);
    lookBeside(file, wanted.name);
}

/// A record of the history that is kept in `file`; null: none.
ResultPtr ComparedResult::openIn(const QString& file) const
{
    for (int row = 0; row < m_history->rowCount(); ++row)
        if (!file.isEmpty() && m_history->record(row).document.file == file)
            return m_history->record(row).result;
    return {};
}

/// It was in no file when the session was saved. Saved since, it is found by what it says: in what is open, or beside
/// the session.
ResultPtr ComparedResult::openCalled(const std::string& name) const
{
    for (int row = 0; row < m_history->rowCount(); ++row)
        if (const ResultPtr& result = m_history->record(row).result;
            result != m_shown->result() && isCalled(result, name))
            return result;
    return {};
}

void ComparedResult::lookBeside(const QString& file, const std::string& name)
{
    m_jobs->run(
        this, [path = pathOf(file), name] { return sessionCalled(path, name); },
        [this, file, name, wanted = ++m_opening](const FoundBeside& found) {
            if (wanted != m_opening)
                return;
            if (found.result)
                return set(found.result, found.file);
            miss(nothingCalled(name, file));
        });
}

void ComparedResult::miss(const Error& why)
{
    m_problems->report(Place::Document, why);
    m_missed = true;
}

/// Another result is on screen, or something else is beside it.
void ComparedResult::missNoMore()
{
    if (std::exchange(m_missed, false))
        m_problems->solve(Place::Document);
}

} // namespace headlight::ui
