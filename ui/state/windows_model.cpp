// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/windows_model.h"

#include <QFont>

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"
#include "ui/state/text_pieces.h"

namespace headlight::ui {

namespace {

constexpr int longestText = 48; // characters

/// The first words of the window, as far as they fit.
QString firstWords(const AnalysisResult& result, const ContextWindow& window)
{
    const QString text = piecesAround(result.input.mainText(), window.characters).inside.simplified();
    if (text.size() <= longestText)
        return text;
    const qsizetype space = text.lastIndexOf(QLatin1Char(' '), longestText);
    return text.left(space > longestText / 2 ? space : longestText) + QStringLiteral(" …");
}

QString tokensText(const ContextWindow& window)
{
    if (window.tokens == 0)
        return {};
    return WindowsModel::tr("tokens %1 to %2 of the context").arg(window.offset).arg(window.offset + window.tokens - 1);
}

} // namespace

QString windowName(const AnalysisResult& result)
{
    if (result.windows.size() < 2)
        return {};
    return WindowsModel::tr("Window %1 of %2").arg(result.window + 1).arg(result.windows.size());
}

void WindowsModel::setResult(const ResultPtr& result)
{
    beginResetModel();
    m_result = result && result->windows.size() > 1 ? result : nullptr;
    endResetModel();
}

QString WindowsModel::summary() const
{
    return m_result ? windowName(*m_result) : QString();
}

int WindowsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : static_cast<int>(m_result->windows.size());
}

int WindowsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString WindowsModel::text(const ContextWindow& window, int row, int column) const
{
    const bool answered = !window.candidates.empty();
    switch (column) {
    case Number: return QString::number(row + 1);
    case Text: return window.characters == TextRange() ? tokensText(window) : isolated(firstWords(*m_result, window));
    case Answer:
        return answered ? isolated(QString::fromStdString(window.candidates.front().text).simplified()) : QString();
    case Probability: return answered ? probabilityText(window.candidates.front().probability) : QString();
    default: return answered ? probabilityText(window.noAnswerProbability) : QString();
    }
}

QString WindowsModel::hint(const ContextWindow& window) const
{
    const QString answer =
        window.candidates.empty() ? QString() : QString::fromStdString(window.candidates.front().text);
    return QStringList{answer.simplified(), tokensText(window)}.join(QLatin1Char('\n')).trimmed();
}

QVariant WindowsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ContextWindow& window = m_result->windows.at(static_cast<std::size_t>(index.row()));
    const bool isShown = index.row() == shown();
    if (role == Qt::DisplayRole)
        return text(window, index.row(), index.column());
    if (role == ShownRole)
        return isShown;
    if (role == Qt::ToolTipRole)
        return plainHint(hint(window));
    if (role == Qt::TextAlignmentRole && index.column() != Text && index.column() != Answer)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::FontRole || !isShown)
        return {};
    QFont font;
    font.setBold(true);
    return font;
}

QVariant WindowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Text || section == Answer ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    static const char* const titles[] = {QT_TR_NOOP("Window"), QT_TR_NOOP("Text"), QT_TR_NOOP("Best answer"),
                                         QT_TR_NOOP("Probability"), QT_TR_NOOP("No answer")};
    return role == Qt::DisplayRole ? QVariant(tr(titles[section])) : QVariant();
}

} // namespace headlight::ui
