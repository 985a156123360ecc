// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/run_history.h"

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"
#include "ui/state/first_words.h"
#include "ui/state/prediction_text.h"
#include "ui/state/windows_model.h"

namespace headlight::ui {

namespace {

QString hint(const AnalysisResult& result)
{
    QStringList answer{predictionText(result), predictionProbability(result)};
    answer.removeAll(QString());
    QStringList lines{questionOrFirstWords(result.input), answer.join(QStringLiteral(" · ")),
                      windowName(result), QString::fromStdString(result.model.name)};
    lines.removeAll(QString());
    return plainHint(lines.join(QLatin1Char('\n')));
}

bool sameModel(const ModelIdentity& a, const ModelIdentity& b)
{
    const bool hashesAgree = a.sha256 == b.sha256 || a.sha256.empty() || b.sha256.empty();
    return a.name == b.name && hashesAgree;
}

bool sameButForWindow(const AnalysisResult& a, const AnalysisResult& b)
{
    StatedOptions options = a.options;
    options.window = b.options.window;
    options.threads = b.options.threads; // these two change no number
    options.memoryMiB = b.options.memoryMiB;
    return options == b.options && a.input.sameTexts(b.input) &&
           a.windows.size() == b.windows.size() && sameModel(a.model, b.model);
}

} // namespace

std::size_t memoryOf(const AnalysisResult& result)
{
    std::size_t values = result.attention.size() + result.norms.f.size() + result.norms.alphaF.size() +
                         result.norms.sumAlphaF.size() + result.norms.residual.size() + result.norms.output.size();
    for (const auto& [target, attribution] : result.attributions)
        values += attribution.attention.size() + attribution.tokens.size() + attribution.hidden.size();
    return values * sizeof(float);
}

RunHistory::RunHistory(QObject* parent, std::size_t limitBytes) : QAbstractListModel(parent), m_limitBytes(limitBytes)
{
}

void RunHistory::add(RunRecord record)
{
    beginInsertRows({}, 0, 0);
    m_records.insert(m_records.begin(), std::move(record));
    if (m_current >= 0)
        ++m_current;
    endInsertRows();
    setCurrent(0);
    forgetOldest();
}

void RunHistory::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_records.erase(m_records.begin() + row);
    if (m_current == row)
        m_current = -1;
    else if (m_current > row)
        --m_current;
    endRemoveRows();
}

void RunHistory::setCurrent(int row)
{
    if (row == m_current)
        return;
    const int before = std::exchange(m_current, row);
    for (const int changed : {before, row})
        if (changed >= 0)
            emit dataChanged(index(changed), index(changed), {CurrentRole});
}

int RunHistory::rowOf(const ResultPtr& result) const
{
    for (std::size_t row = 0; row < m_records.size(); ++row)
        if (m_records[row].result == result)
            return static_cast<int>(row);
    return -1;
}

int RunHistory::rowOfWindow(const AnalysisResult& result, int window) const
{
    for (std::size_t row = 0; row < m_records.size(); ++row) {
        const AnalysisResult& other = *m_records[row].result;
        if (other.window == window && other.stage == Stage::Complete && sameButForWindow(other, result))
            return static_cast<int>(row);
    }
    return -1;
}

void RunHistory::setDocument(int row, const DocumentState& document)
{
    m_records.at(static_cast<std::size_t>(row)).document = document;
}

void RunHistory::setResult(int row, const ResultPtr& result)
{
    m_records.at(static_cast<std::size_t>(row)).result = result;
}

int RunHistory::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

QVariant RunHistory::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AnalysisResult& result = *record(index.row()).result;
    switch (role) {
    case Qt::DisplayRole:
    case QuestionRole: return questionOrFirstWords(result.input);
    case AnswerRole: return predictionText(result);
    case ProbabilityRole: return predictionProbability(result);
    case WindowRole: return result.windows.size() > 1 ? tr("window %1").arg(result.window + 1) : QString();
    case CurrentRole: return index.row() == m_current;
    case Qt::ToolTipRole: return hint(result);
    default: return {};
    }
}

void RunHistory::forgetOldest()
{
    std::size_t bytes = 0;
    std::size_t kept = 0;
    while (kept < m_records.size()) {
        bytes += memoryOf(*m_records[kept].result);
        if (kept > 0 && bytes > m_limitBytes)
            break;
        ++kept;
    }
    if (kept == m_records.size())
        return;
    beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_records.size()) - 1);
    m_records.resize(kept);
    endRemoveRows();
}

} // namespace headlight::ui
