// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// The windows of a long context, in its order: number, text, best answer with its probability, probability of no
/// answer. Empty where the context was read at once.
class WindowsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Number, Text, Answer, Probability, NoAnswer, ColumnCount };
    enum Role { ShownRole = Qt::UserRole }; ///< whether the arrays of the result are of this window
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(const ResultPtr& result);
    int shown() const { return m_result ? m_result->window : -1; } ///< -1: there is none
    /// "Window 3 of 5"; empty where there is but one.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const ContextWindow& window, int row, int column) const;
    QString hint(const ContextWindow& window) const;

    ResultPtr m_result;
};

/// "Window 3 of 5" of a result whose context was cut; empty of others.
QString windowName(const AnalysisResult& result);

} // namespace headlight::ui
