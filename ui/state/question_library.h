// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <stop_token>

#include "ui/state/questions_model.h"

namespace headlight::ui {

class BackgroundJobs;

/// The list of questions that is open, and the file that is being read. A newer file makes an older one stale.
class QuestionLibrary : public QObject {
    Q_OBJECT
public:
    explicit QuestionLibrary(BackgroundJobs* jobs, QObject* parent = nullptr);
    ~QuestionLibrary() override; ///< stops the reading; the jobs wait for it

    QuestionsModel* model() { return &m_model; }
    const QString& name() const { return m_name; } ///< of the list's file; empty: none is open
    bool isReading() const { return m_reading; }

public slots:
    void open(const QString& file);
    void cancel(); ///< the list that was open stays open

signals:
    void readingChanged(bool reading);
    void opened(const QString& file);
    void refused(const headlight::Error& error);

private:
    using Read = Result<std::shared_ptr<const SearchableQuestions>>;
    void setReading(bool reading);
    void take(const QString& file, const Read& read);

    BackgroundJobs* m_jobs;
    QuestionsModel m_model;
    QString m_name;
    std::stop_source m_stop;
    std::uint64_t m_asked = 0; ///< counts files asked for, and cancellations
    bool m_reading = false;
};

} // namespace headlight::ui
