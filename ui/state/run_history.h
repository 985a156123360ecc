// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "ui/state/document.h"

namespace headlight::ui {

/// A finished run or an opened session.
struct RunRecord {
    ResultPtr result;
    DocumentState document;
};

/// The runs of this sitting, newest first. The oldest are forgotten when together they take more than a memory limit.
class RunHistory : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { QuestionRole = Qt::UserRole, AnswerRole, ProbabilityRole, WindowRole, CurrentRole };
    explicit RunHistory(QObject* parent = nullptr, std::size_t limitBytes = std::size_t(1) << 30);

    void add(RunRecord record); ///< becomes the current one
    /// Forgets the record; where it was the current one, what is on screen is no longer in the list.
    void remove(int row);
    const RunRecord& record(int row) const { return m_records.at(static_cast<std::size_t>(row)); }
    int current() const { return m_current; } ///< -1: what is on screen is not in the list
    void setCurrent(int row);
    int rowOf(const ResultPtr& result) const; ///< -1: not in the list
    /// The newest complete record that shows `window` of the same text, by the same model and options; -1: none.
    int rowOfWindow(const AnalysisResult& result, int window) const;
    void setDocument(int row, const DocumentState& document);
    /// The same result with more in it.
    void setResult(int row, const ResultPtr& result);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    void forgetOldest();

    std::size_t m_limitBytes;
    std::vector<RunRecord> m_records;
    int m_current = -1;
};

/// The bytes that a result's arrays take.
std::size_t memoryOf(const AnalysisResult& result);

} // namespace headlight::ui
