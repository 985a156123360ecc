// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "core/analysis/analyzer.h"

namespace headlight::ui {

class BackgroundJobs;

/// What will be asked: the question, the context and the options, with the number of tokens they make, counted in the
/// background a moment after the last change.
class InputModel : public QObject {
    Q_OBJECT
public:
    explicit InputModel(BackgroundJobs* jobs, QObject* parent = nullptr);

    const QString& question() const { return m_question; }
    const QString& context() const { return m_context; }
    const Options& options() const { return m_options; }
    AnalysisRequest request() const;

    /// Loads the folder's tokenizer (without the weights) and counts again. `maxPositions` is the model's limit.
    void setModel(const std::filesystem::path& folder, int maxPositions);
    /// The tokens with [CLS] and both [SEP]; nothing while unknown.
    std::optional<int> tokenCount() const { return m_tokenCount; }
    int tokenLimit() const { return m_tokenLimit; } ///< 0: unknown
    bool isTooLong() const { return m_tokenCount && m_tokenLimit > 0 && *m_tokenCount > m_tokenLimit; }
    /// "26 of 512 tokens".
    QString countText() const;

public slots:
    void setQuestion(const QString& question);
    void setContext(const QString& context);
    void setOptions(const headlight::Options& options);

signals:
    void textReplaced(); ///< question or context, set by the setters
    void optionsChanged();
    void tokenCountChanged();

private:
    void textChanged();
    void count();
    void setTokenCount(std::optional<int> count);

    BackgroundJobs* m_jobs;
    QTimer m_rest;
    QString m_question;
    QString m_context;
    Options m_options;
    std::optional<BertTokenizer> m_tokenizer;
    std::filesystem::path m_folder;
    int m_tokenLimit = 0;
    std::optional<int> m_tokenCount;
    std::uint64_t m_change = 0; ///< counts changes, so that the count of an older text is dropped
};

} // namespace headlight::ui
