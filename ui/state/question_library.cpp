// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/question_library.h"

#include <QFile>

#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

QuestionLibrary::QuestionLibrary(BackgroundJobs* jobs, QObject* parent) : QObject(parent), m_jobs(jobs) {}

QuestionLibrary::~QuestionLibrary()
{
    m_stop.request_stop();
}

void QuestionLibrary::open(const QString& file)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    const auto work = [path = QFile::encodeName(file).toStdString(), stop = m_stop.get_token()]() -> Read {
        Result<QuestionList> list = readQuestionList(path, Job{stop, {}});
        if (!list)
            return Failure(list.error());
        return std::make_shared<const SearchableQuestions>(std::move(*list));
    };
    m_jobs->run(this, work, [this, file, asked = ++m_asked](const Read& read) {
        if (asked == m_asked)
            take(file, read);
    });
    setReading(true);
}

void QuestionLibrary::cancel()
{
    m_stop.request_stop();
    ++m_asked;
    setReading(false);
}

void QuestionLibrary::take(const QString& file, const Read& read)
{
    setReading(false);
    if (!read) {
        emit refused(read.error());
        return;
    }
    m_name = QString::fromStdString((*read)->list().name);
    m_model.setQuestions(*read);
    emit opened(file);
}

void QuestionLibrary::setReading(bool reading)
{
    if (reading == m_reading)
        return;
    m_reading = reading;
    emit readingChanged(reading);
}

} // namespace headlight::ui
