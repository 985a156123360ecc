// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/input_model.h"

#include <tuple>

#include "core/tasks/tasks.h"
#include "core/tasks/windows.h"
#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

namespace {

using Pieces = std::vector<TokenPiece>;

constexpr int restMilliseconds = 120;
constexpr std::size_t mostPieces = 4096;

TokenCount countOf(const Tokenizer& tokenizer, const AnalysisRequest& asked, int maxPositions, const Task& task)
{
    const Input whole = task.frame(tokenizer, {asked.question, asked.context});
    TokenCount count;
    count.tokens = static_cast<int>(whole.length());
    count.pieces = piecesOf(whole, tokenizer.unknownId(), mostPieces);
    if (const Result<void> known = tokenizer.checkEmbeddings(whole); !known) {
        count.refused = known.error();
        return count;
    }
    const Result<std::int64_t> length = windowLength(asked.options, maxPositions);
    if (!length) {
        count.refused = length.error();
        return count;
    }
    count.windowLength = static_cast<int>(*length);
    const auto windows = contextWindows(whole, asked.options, maxPositions);
    if (windows)
        count.windows = static_cast<int>(windows->size());
    else
        count.refused = windows.error();
    return count;
}

/// The reason in a few words: the place is narrow, and the hint has all of it.
QString gistOf(const Error& refused)
{
    return refused.where == "question" ? InputModel::tr("The question leaves no room for the context")
                                       : QString::fromStdString(refused.what);
}

} // namespace

InputModel::InputModel(BackgroundJobs* jobs, QObject* parent) : QObject(parent), m_jobs(jobs)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &InputModel::count);
}

AnalysisRequest InputModel::request() const
{
    // A question that was typed for another model is kept, and not read by one of a text alone.
    const bool alone = m_task == TaskKind::TokenLabels || m_task == TaskKind::MaskedWords;
    return {alone ? std::string() : m_question.toStdString(), m_context.toStdString(), m_options, 0};
}

void InputModel::setModel(const std::filesystem::path& folder, int maxPositions, TaskKind task)
{
    if (folder != m_folder)
        chooseBestWindow();
    m_folder = folder;
    m_maxPositions = maxPositions;
    if (std::exchange(m_task, task) != task) {
        usePredictedTarget();
        emit taskChanged();
    }
    m_jobs->run(
        this, [folder] { return readTokenizer(folder); },
        [this, folder](Result<std::shared_ptr<const Tokenizer>> loaded) {
            if (folder != m_folder)
                return;
            m_tokenizer = loaded ? std::move(*loaded) : nullptr;
            m_tokenizerFolder = folder;
            textChanged();
            emit tokenizerRead();
        });
}

QString InputModel::countText() const
{
    if (!m_tokenCount)
        return {};
    const TokenCount& count = *m_tokenCount;
    if (count.refused)
        return gistOf(*count.refused);
    return count.windows > 1
               ? tr("%1 tokens, in %2 windows of %3").arg(count.tokens).arg(count.windows).arg(count.windowLength)
               : tr("%1 of %2 tokens").arg(count.tokens).arg(count.windowLength);
}

QString InputModel::countHint() const
{
    return isRefused() ? QString::fromStdString(m_tokenCount->refused->text()) : QString();
}

void InputModel::setQuestion(const QString& question)
{
    if (question == m_question)
        return;
    m_question = question;
    chooseBestWindow();
    forgetChosenTarget();
    textChanged();
    emit textReplaced();
}

void InputModel::setContext(const QString& context)
{
    if (context == m_context)
        return;
    m_context = context;
    chooseBestWindow();
    forgetChosenTarget();
    textChanged();
    emit textReplaced();
}

void InputModel::setOptions(const Options& options)
{
    const bool cutOtherwise = options.maxLength != m_options.maxLength || options.stride != m_options.stride;
    m_options = options;
    emit optionsChanged();
    if (cutOtherwise)
        textChanged();
}

void InputModel::setExpected(const ExpectedAnswers& expected)
{
    if (expected == m_expected)
        return;
    m_expected = expected;
    emit expectedChanged();
}

void InputModel::useOptionsOf(Options options)
{
    options.threads = m_options.threads;
    options.memoryMiB = m_options.memoryMiB;
    options.ablation = {}; // is asked for run by run
    setOptions(options);
}

void InputModel::usePreset(Preset preset)
{
    Options options = presetOptions(preset);
    options.window = m_options.window;
    useOptionsOf(options);
}

void InputModel::setResources(int threads, std::int64_t memoryMiB)
{
    Options options = m_options;
    options.threads = threads;
    options.memoryMiB = memoryMiB;
    if (options != m_options)
        setOptions(options);
}

void InputModel::chooseBestWindow()
{
    if (m_options.window < 0)
        return;
    m_options.window = -1;
    emit optionsChanged();
}

/// A class is one of every text; a token or a mask is none of another.
void InputModel::forgetChosenTarget()
{
    const bool ofToken = m_options.target.kind == TargetKind::Chosen && m_options.target.chosen.front().token >= 0;
    if (ofToken)
        usePredictedTarget();
}

void InputModel::usePredictedTarget()
{
    const Target usual = presetOptions(m_options.preset).target;
    if (m_options.target == usual)
        return;
    m_options.target = usual;
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
    const auto work = [tokenizer = m_tokenizer, asked = request(), maxPositions = m_maxPositions, task = m_task] {
        return countOf(*tokenizer, asked, maxPositions, taskOf(task));
    };
    m_jobs->run(this, work, [this, asked = m_change](TokenCount count) {
        if (asked == m_change)
            setTokenCount(std::move(count));
    });
}

void InputModel::setTokenCount(std::optional<TokenCount> count)
{
    const auto shown = [this] {
        return std::tuple(countText(), countHint(), m_tokenCount ? m_tokenCount->pieces : Pieces());
    };
    const auto before = shown();
    m_tokenCount = std::move(count);
    if (shown() != before)
        emit tokenCountChanged();
}

} // namespace headlight::ui
