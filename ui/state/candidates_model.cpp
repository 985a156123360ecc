// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/candidates_model.h"

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"

namespace headlight::ui {

void CandidatesModel::setResult(const ResultPtr& result)
{
    beginResetModel();
    m_spans = result ? result->candidates : std::vector<AnswerSpan>();
    m_hasWindows = result && result->windows.size() > 1;
    endResetModel();
}

int CandidatesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_spans.size());
}

int CandidatesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CandidatesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AnswerSpan& candidate = span(index.row());
    if (role == Qt::TextAlignmentRole && index.column() != Text)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (index.column() == Probability)
        return !candidate.probability         ? QString()
               : role == Qt::DisplayRole ? probabilityText(*candidate.probability)
                                         : QString::number(*candidate.probability);
    if (index.column() == Window)
        return QString::number(candidate.window + 1);
    const QString text = isolated(QString::fromStdString(candidate.text).simplified());
    return role == Qt::ToolTipRole ? plainHint(text) : text;
}

QVariant CandidatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char* const titles[] = {QT_TR_NOOP("Answer"), QT_TR_NOOP("Probability"), QT_TR_NOOP("Window")};
    return tr(titles[section]);
}

} // namespace headlight::ui
