// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's other result: what the one on screen is compared with, and how a session brings it back.
#include "core/session/neighbour.h"
#include "ui/state/file_paths.h"
#include "ui/state/first_words.h"
#include "ui/state/workbench_files.h"

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

} // namespace

void Workbench::compareWith(int historyRow)
{
    if (historyRow < 0 || historyRow >= m_history.rowCount())
        return setCompared(nullptr);
    setCompared(m_history.record(historyRow).result);
    emit comparisonAsked();
}

void Workbench::compareWithSession(const QString& file)
{
    emit solved(Place::Document);
    m_jobs.run(
        this, [path = pathOf(file)] { return readSession(path); },
        [this, file, asked = ++m_openingCompared](const Result<Session>& read) {
            if (asked != m_openingCompared)
                return;
            if (!read)
                return emit problem(Place::Document, read.error());
            setCompared(read->result, file);
            emit comparisonAsked();
        });
}

void Workbench::setCompared(ResultPtr chosen, const QString& file)
{
    ++m_openingCompared;
    missNoMore();
    m_comparedFile = file;
    if (chosen == m_compared)
        return;
    m_compared = std::move(chosen);
    emit comparedChanged(m_compared);
}

/// Where a result is kept, or will be in a moment; empty: nowhere.
QString Workbench::fileOf(const ResultPtr& result) const
{
    if (const auto named = m_named.find(result); named != m_named.end())
        return named->second;
    const int row = m_history.rowOf(result);
    if (row >= 0)
        return row == m_history.current() ? m_document.file() : m_history.record(row).document.file;
    return result == m_compared ? m_comparedFile : QString();
}

/// What a session of `result` in `file` says of it. Of two that stand beside each other, either names the other.
ComparedSession Workbench::comparedOf(const ResultPtr& result, const QString& file) const
{
    const ResultPtr& beside = result == m_compared ? m_result : m_compared;
    if (!m_compared || !beside || beside == result)
        return {};
    const QString other = fileOf(beside);
    const bool both = !file.isEmpty() && !other.isEmpty();
    return {both ? neighbourName(pathOf(file), pathOf(other)) : std::string(),
            questionAndAnswer(*beside).toStdString()};
}

Workbench::ReadFile Workbench::readFile(const QString& file, const QStringList& open)
{
    const std::optional<FileStamp> stamp = stampOf(pathOf(file)); // before: what comes in between is a change
    ReadFile read{stamp, readSession(pathOf(file))};
    if (!read.session || read.session->view.compared.file.empty())
        return read;
    const Result<std::filesystem::path> other = neighbourFile(pathOf(file), read.session->view.compared.file);
    if (!other) {
        read.compared = Failure(other.error());
        return read;
    }
    read.comparedFile = textOf(*other);
    if (!open.contains(read.comparedFile))
        read.compared = readSession(*other);
    return read;
}

/// What the session in `file` was compared with stands beside it again, or it is said why not.
void Workbench::restoreCompared(const QString& file, ReadFile& read)
{
    const ComparedSession& wanted = read.session->view.compared;
    const bool kept = m_compared && questionAndAnswer(*m_compared).toStdString() == wanted.name;
    if (read.compared) {
        setCompared(*read.compared ? (*read.compared)->result : nullptr, read.comparedFile);
        return *read.compared ? void() : missCompared(read.compared->error());
    }
    for (int row = 0; row < m_history.rowCount(); ++row)
        if (!read.comparedFile.isEmpty() && m_history.record(row).document.file == read.comparedFile)
            return setCompared(m_history.record(row).result);
    if (wanted.name.empty() || !kept) // one that is in no file can only be there still
        setCompared(nullptr);
    if (wanted.name.empty() || kept)
        return;
    lookBeside(file, wanted.name);
}

/// It was in no file when this session was saved. Saved since, it is found by what it says: in what is open, or beside
/// it.
void Workbench::lookBeside(const QString& file, const std::string& name)
{
    for (int row = 0; row < m_history.rowCount(); ++row)
        if (const ResultPtr& result = m_history.record(row).result; result != m_result && isCalled(result, name))
            return setCompared(result);
    m_jobs.run(
        this, [path = pathOf(file), name] { return sessionCalled(path, name); },
        [this, file, name, asked = ++m_openingCompared](const FoundBeside& found) {
            if (asked != m_openingCompared)
                return;
            if (found.result)
                return setCompared(found.result, found.file);
            const QString what =
                tr("What this session was compared with is not beside it: “%1”").arg(QString::fromStdString(name));
            const QString remedy = tr(
                "Choose it in view Compare, or run it again. Saved in the same folder, it comes back the next time.");
            missCompared({ErrorKind::Input, what.toStdString(), file.toStdString(), remedy.toStdString()});
        });
}

void Workbench::missCompared(const Error& why)
{
    emit problem(Place::Document, why);
    m_missed = true;
}

/// Another result is on screen, or something else is beside it.
void Workbench::missNoMore()
{
    if (std::exchange(m_missed, false))
        emit solved(Place::Document);
}

} // namespace headlight::ui
