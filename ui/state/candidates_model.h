// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// The best spans of all windows: text, probability, and the window's number, counted from 1; best first.
class CandidatesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Probability, Window, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const ResultPtr& result);
    /// Whether there are several windows, so that their numbers say something.
    bool hasWindows() const { return m_hasWindows; }
    const AnswerSpan& span(int row) const { return m_spans.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<AnswerSpan> m_spans;
    bool m_hasWindows = false;
};

} // namespace headlight::ui
