// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's other result: what the one on screen is compared with, and how a session brings it back.
#include "core/session/neighbour.h"
#include "ui/state/file_paths.h"
#include "ui/state/first_words.h"
#include "ui/state/workbench_files.h"

namespace headlight::ui {

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
    m_comparedFile = file;
    if (chosen == m_compared)
        return;
    m_compared = std::move(chosen);
    emit comparedChanged(m_compared);
}

/// Where the result that stands beside that on screen is kept; empty: nowhere.
QString Workbench::comparedFile() const
{
    const int row = m_history.rowOf(m_compared);
    return row < 0 ? m_comparedFile : m_history.record(row).document.file;
}

/// What a session of `result` in `file` says of it.
ComparedSession Workbench::comparedOf(const ResultPtr& result, const QString& file) const
{
    if (!m_compared || m_compared == result)
        return {};
    const QString other = comparedFile();
    const bool both = !file.isEmpty() && !other.isEmpty();
    return {both ? neighbourName(pathOf(file), pathOf(other)) : std::string(), questionAndAnswer(*m_compared).toStdString()};
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
    if (read.compared && !*read.compared)
        emit problem(Place::Document, read.compared->error());
    if (read.compared)
        return setCompared(*read.compared ? (*read.compared)->result : nullptr, read.comparedFile);
    for (int row = 0; row < m_history.rowCount(); ++row)
        if (!read.comparedFile.isEmpty() && m_history.record(row).document.file == read.comparedFile)
            return setCompared(m_history.record(row).result);
    if (wanted.name.empty() || !kept) // one that is in no file can only be there still
        setCompared(nullptr);
    if (wanted.name.empty() || kept)
        return;
    const QString what = tr("What this session was compared with is not beside it: “%1”").arg(QString::fromStdString(wanted.name));
    const QString remedy = tr("Choose it in view Compare, or run it again. Saved in the same folder, it comes back the next time.");
    emit problem(Place::Document, Error{ErrorKind::Input, what.toStdString(), file.toStdString(), remedy.toStdString()});
}

} // namespace headlight::ui
