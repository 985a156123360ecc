// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/analysis/analysis_result.h"

namespace headlight::ui {

/// The answer and the next best spans: text and probability, best first.
class CandidatesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Probability, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const ResultPtr& result);
    const AnswerSpan& span(int row) const { return m_spans.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<AnswerSpan> m_spans;
};

} // namespace headlight::ui
