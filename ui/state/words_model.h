// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "figures/importance.h"
#include "figures/token_axis.h"

namespace headlight::ui {

/// Tokens, or words, with what they contributed to each target: by the chosen source, then by word, position and
/// segment embeddings where those were computed.
class WordsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Token, Index, FirstValue };
    enum Role { MagnitudeRole = Qt::UserRole }; ///< for sorting; the text or the number of the first columns
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const ResultPtr& result, ImportanceSource source, int layer, const Display& display);
    /// The first token of a row.
    int token(int row) const { return m_labels.tokenAt(row); }
    int rowOf(int token) const { return m_labels.entryOf(token); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Values {
        QString title;
        QString hint;
        Array values; ///< [1,E]
    };

    void addColumns(const AnalysisResult& result, ImportanceSource source, int layer, const Display& display,
                    const TokenAxis& axis);
    QVariant tokenData(int row, int role) const;
    float valueAt(const QModelIndex& index) const;

    AxisLabels m_labels;
    QList<Values> m_columns;
};

} // namespace headlight::ui
