// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "core/analysis/analyzer.h"
#include "core/data/expected_answers.h"
#include "ui/state/token_pieces.h"

namespace headlight::ui {

class BackgroundJobs;

/// How long an input is, and how it will be read.
struct TokenCount {
    int tokens = 0;               ///< with [CLS] and each [SEP], of the whole context
    int windows = 1;              ///< that the context is cut into
    int windowLength = 0;         ///< tokens, at most
    std::optional<Error> refused; ///< why it cannot be cut
    std::vector<TokenPiece> pieces; ///< the tokens themselves, as many as a person would look through
};

/// What will be asked: the question, the context and the options, with the number of tokens they make, counted in the
/// background a moment after the last change. Another text is read in the window of its best answer, whichever window
/// of the one before was asked for, and its predicted label or word is explained, whichever was chosen in the one
/// before.
class InputModel : public QObject {
    Q_OBJECT
public:
    explicit InputModel(BackgroundJobs* jobs, QObject* parent = nullptr);

    const QString& question() const { return m_question; }
    const QString& context() const { return m_context; }
    const Options& options() const { return m_options; }
    const ExpectedAnswers& expected() const { return m_expected; }
    AnalysisRequest request() const;

    /// Loads the folder's tokenizer (without the weights) and counts again. `maxPositions` is the model's limit.
    void setModel(const std::filesystem::path& folder, int maxPositions, TaskKind task = TaskKind::QuestionAnswering);
    /// Of the model that is open.
    TaskKind task() const { return m_task; }
    /// How the model's mask is written in a text; empty where it has none, or is not known yet.
    QString maskText() const { return m_tokenizer ? QString::fromStdString(m_tokenizer->maskText()) : QString(); }
    /// That of the model that is open, if it can be read; false: not yet.
    bool hasReadTokenizer() const { return !m_folder.empty() && m_tokenizerFolder == m_folder; }
    /// Nothing while unknown.
    const std::optional<TokenCount>& tokenCount() const { return m_tokenCount; }
    /// The input cannot be run as it is; countText() says why.
    bool isRefused() const { return m_tokenCount && m_tokenCount->refused; }
    /// "26 of 384 tokens", "1301 tokens, in 5 windows of 384", or why the context cannot be cut.
    QString countText() const;
    /// The whole reason why the context cannot be cut, with what to do; empty where it can.
    QString countHint() const;

public slots:
    void setQuestion(const QString& question);
    void setContext(const QString& context);
    void setOptions(const headlight::Options& options);
    /// What is held to be right; a question of a list brings it along, and it can be typed.
    void setExpected(const headlight::ExpectedAnswers& expected);
    /// The options of another run; threads and memory stay those of this computer.
    void useOptionsOf(headlight::Options options);
    /// The options of a preset; what is no matter of the preset stays as it is.
    void usePreset(headlight::Preset preset);
    /// 0: as many as suit the computer.
    void setResources(int threads, std::int64_t memoryMiB);

signals:
    void textReplaced(); ///< question or context, set by the setters
    void taskChanged();
    void tokenizerRead(); ///< some time after setModel(): maskText() is that model's
    void optionsChanged();
    void expectedChanged();
    void tokenCountChanged(); ///< or the tokens themselves

private:
    void textChanged();
    void count();
    void setTokenCount(std::optional<TokenCount> count);
    void chooseBestWindow();
    void forgetChosenTarget();
    void usePredictedTarget();

    BackgroundJobs* m_jobs;
    QTimer m_rest;
    QString m_question;
    QString m_context;
    Options m_options;
    ExpectedAnswers m_expected;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::filesystem::path m_folder;
    std::filesystem::path m_tokenizerFolder; ///< the model whose tokenizer is m_tokenizer
    int m_maxPositions = 0;
    TaskKind m_task = TaskKind::QuestionAnswering;
    std::optional<TokenCount> m_tokenCount;
    std::uint64_t m_change = 0; ///< counts changes, so that the count of an older text is dropped
};

} // namespace headlight::ui
