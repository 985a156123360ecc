// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/input_model.h"

#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

namespace {

constexpr int restMilliseconds = 120;

} // namespace

InputModel::InputModel(BackgroundJobs* jobs, QObject* parent) : QObject(parent), m_jobs(jobs)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &InputModel::count);
}

AnalysisRequest InputModel::request() const
{
    return {m_question.toStdString(), m_context.toStdString(), m_options, 0};
}

void InputModel::setModel(const std::filesystem::path& folder, int maxPositions)
{
    m_folder = folder;
    m_tokenLimit = maxPositions;
    emit tokenCountChanged();
    m_jobs->run(
        this, [folder] { return BertTokenizer::fromFolder(folder); },
        [this, folder](Result<BertTokenizer> loaded) {
            if (folder != m_folder)
                return;
            m_tokenizer.reset();
            if (loaded)
                m_tokenizer.emplace(std::move(*loaded));
            textChanged();
        });
}

QString InputModel::countText() const
{
    if (!m_tokenCount)
        return {};
    return m_tokenLimit > 0 ? tr("%1 of %2 tokens").arg(*m_tokenCount).arg(m_tokenLimit)
                            : tr("%1 tokens").arg(*m_tokenCount);
}

void InputModel::setQuestion(const QString& question)
{
    if (question == m_question)
        return;
    m_question = question;
    textChanged();
    emit textReplaced();
}

void InputModel::setContext(const QString& context)
{
    if (context == m_context)
        return;
    m_context = context;
    textChanged();
    emit textReplaced();
}

void InputModel::setOptions(const Options& options)
{
    m_options = options;
    emit optionsChanged();
}

void InputModel::textChanged()
{
    ++m_change;
    m_rest.start();
}

void InputModel::count()
{
    if (!m_tokenizer)
        return setTokenCount({});
    const auto work = [tokenizer = *m_tokenizer, asked = request()] {
        return static_cast<int>(tokenizer.encodePair(asked.question, asked.context).length());
    };
    m_jobs->run(this, work, [this, asked = m_change](int tokens) {
        if (asked == m_change)
            setTokenCount(tokens);
    });
}

void InputModel::setTokenCount(std::optional<int> count)
{
    if (count == m_tokenCount)
        return;
    m_tokenCount = count;
    emit tokenCountChanged();
}

} // namespace headlight::ui
