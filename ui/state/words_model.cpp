// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/words_model.h"

#include <cmath>

#include "figures/summaries.h"
#include "figures/token_text.h"

namespace headlight::ui {

void WordsModel::setResult(const ResultPtr& result, ImportanceSource source, int layer, const Display& display)
{
    beginResetModel();
    m_columns.clear();
    m_labels = {};
    if (result) {
        const TokenAxis axis(result->input, display);
        m_labels = axis.labels(Axis::To);
        addColumns(*result, source, layer, display, axis);
        for (const auto part : {ImportanceSource::Word, ImportanceSource::Position, ImportanceSource::Segment})
            if (part != source)
                addColumns(*result, part, layer, display, axis);
    }
    endResetModel();
}

void WordsModel::addColumns(const AnalysisResult& result, ImportanceSource source, int layer, const Display& display,
                            const TokenAxis& axis)
{
    for (const Importance& importance : importanceOf(result, source, layer)) {
        const QString text = sourceText(source, &result, layer, display);
        m_columns.append({m_columns.size() < 2 ? importance.label : tr("%1: %2").arg(importance.label, text.toLower()),
                          QStringLiteral("%1\n%2").arg(text, sourceHint(source, &result)),
                          axis.columns(asRow(importance.values), Merge::Sum)});
    }
}

float WordsModel::valueAt(const QModelIndex& index) const
{
    return m_columns[index.column() - FirstValue].values.at({0, index.row()});
}

int WordsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_columns.isEmpty() ? 0 : static_cast<int>(m_labels.texts.size());
}

int WordsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : FirstValue + static_cast<int>(m_columns.size());
}

QVariant WordsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() != Token)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (index.column() < FirstValue) {
        return index.column() == Token                            ? tokenData(index.row(), role)
               : role == Qt::DisplayRole || role == MagnitudeRole ? QVariant(token(index.row()))
                                                                  : QVariant();
    }
    const float value = valueAt(index);
    if (role == Qt::DisplayRole)
        return formatValue(value);
    if (role == MagnitudeRole)
        return std::isnan(value) ? -1.0 : std::abs(double(value));
    return role == Qt::ToolTipRole ? QVariant(QString::number(double(value), 'g', 9)) : QVariant();
}

QVariant WordsModel::tokenData(int row, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return m_labels.shownTexts()[row];
    case Qt::ToolTipRole: return plainHint(describedToken(m_labels.texts[row]));
    case MagnitudeRole: return m_labels.texts[row];
    default: return {};
    }
}

QVariant WordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Token ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (section < FirstValue)
        return role == Qt::DisplayRole ? QVariant(section == Token ? tr("Token") : tr("#")) : QVariant();
    const Values& column = m_columns[section - FirstValue];
    if (role == Qt::DisplayRole)
        return column.title;
    return role == Qt::ToolTipRole ? QVariant(column.hint) : QVariant();
}

} // namespace headlight::ui
