// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>

#include "core/data/analysis_result.h"
#include "core/session/view_state.h"

namespace headlight::ui {

class BackgroundJobs;
class Problems;
class RunHistory;
class ShownResult;
struct ReadSession;

/// Files that results are being saved to, together.
using NewFiles = std::map<ResultPtr, QString>;

/// The result beside the one on screen, in view compare: where it comes from, what sessions say of it, and that it is
/// missing where a session cannot bring it back.
class ComparedResult : public QObject {
    Q_OBJECT
public:
    ComparedResult(const ShownResult* shown, const RunHistory* history, BackgroundJobs* jobs, Problems* problems,
                   QObject* parent = nullptr);

    const ResultPtr& result() const { return m_result; } ///< null: nothing was chosen
    /// What a session of `result` in `file` says of it. Of two that stand beside each other, either names the other.
    ComparedSession described(const ResultPtr& result, const QString& file, const NewFiles& named = {}) const;
    /// What the session in `file` was compared with stands beside it again, or it is said why not.
    void restore(const QString& file, const ReadSession& read);

    /// Sets a result of the history beside what is on screen, without a word of it.
    void setBeside(const ResultPtr& result) { set(result); }

public slots:
    /// Sets a run of the history beside what is on screen; -1: none.
    void setRecord(int historyRow);
    /// Sets the result of a session file beside what is on screen.
    void setSession(const QString& file);

signals:
    void changed(const headlight::ResultPtr& result);
    void asked(); ///< by the user, not by a session that is opened

private:
    void set(ResultPtr chosen, const QString& file = {});
    QString fileOf(const ResultPtr& result, const NewFiles& named) const;
    ResultPtr openIn(const QString& file) const;
    ResultPtr openCalled(const std::string& name) const;
    void lookBeside(const QString& file, const std::string& name);
    void miss(const Error& why);
    void missNoMore();

    const ShownResult* m_shown;
    const RunHistory* m_history;
    BackgroundJobs* m_jobs;
    Problems* m_problems;
    ResultPtr m_result;
    QString m_file;              ///< that it was read from
    bool m_missed = false;       ///< it was said that what a session was compared with is not there
    std::uint64_t m_opening = 0; ///< counts those asked for, so that the newest wins
};

} // namespace headlight::ui
