// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/what_if_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"
#include "figures/what_if_figure.h"
#include "ui/state/prediction_text.h"

namespace headlight::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

constexpr qsizetype longestAnswer = 90; // characters
constexpr int logitDecimals = 2;
constexpr int probabilityDecimals = 3;
constexpr std::size_t nextShown = 3;

QString elidedText(const QString& text)
{
    return text.size() <= longestAnswer ? text : text.left(longestAnswer - 1) + QChar(0x2026);
}

QString number(double value, int decimals)
{
    const QString text = QString::number(std::abs(value), 'f', decimals);
    const bool isZero = text.toDouble() == 0;
    return value < 0 && !isZero ? QChar(0x2212) + text : text;
}

QString change(double value, int decimals)
{
    const QString text = number(value, decimals);
    return value > 0 && text.toDouble() != 0 ? QLatin1Char('+') + text : text;
}

/// A result that says what `reading` does, for the words of that.
AnalysisResult saying(const RunReading& reading, const AnalysisResult& result)
{
    AnalysisResult said;
    said.model = result.model;
    said.input = result.input;
    said.prediction = reading.prediction;
    said.candidates = reading.candidates;
    if (!reading.candidates.empty())
        said.answer = reading.candidates.front();
    return said;
}

QString sayingText(const RunReading* reading, const AnalysisResult& result)
{
    return reading ? elidedText(predictionText(saying(*reading, result))) : QString();
}

QString saysWhat(TaskKind task)
{
    switch (task) {
    case TaskKind::QuestionAnswering: return Text::tr("Answer");
    case TaskKind::Classification: return Text::tr("Class");
    case TaskKind::TokenLabels: return Text::tr("Labels");
    case TaskKind::MaskedWords: return Text::tr("Word");
    case TaskKind::None: break;
    }
    return {};
}

WhatIfText::Row numberRow(const QString& name, const double* before, const double* after, int decimals)
{
    return {name, before ? number(*before, decimals) : QString(), after ? number(*after, decimals) : QString(),
            before && after ? change(*after - *before, decimals) : QString()};
}

QString withProbability(const QString& text, const std::optional<double>& probability)
{
    return QStringLiteral("%1 (%2)").arg(elidedText(isolated(text.simplified())), probabilityText(probability));
}

QStringList nextSpans(const RunReading& after)
{
    QStringList texts;
    for (std::size_t i = 1; i < after.candidates.size() && i <= nextShown; ++i)
        texts.append(
            withProbability(QString::fromStdString(after.candidates[i].text), after.candidates[i].probability));
    return texts;
}

/// Of the row that the unchanged run's prediction is of.
QStringList nextChoices(const RunReading& after, const AnalysisResult& result)
{
    QStringList texts;
    const auto isShown = [&after](const RowPrediction& row) { return row.token == after.predicted[0]; };
    const auto row = std::ranges::find_if(after.prediction->rows, isShown);
    if (row == after.prediction->rows.end())
        return texts;
    for (std::size_t i = 1; i < row->choices.size() && i <= nextShown; ++i)
        texts.append(withProbability(wordText(row->choices[i].text, result.input), row->choices[i].probability));
    return texts;
}

QString probabilityName(TaskKind task)
{
    return task == TaskKind::QuestionAnswering ? Text::tr("Probability of the unchanged answer")
                                               : Text::tr("Probability of the unchanged prediction");
}

} // namespace

WhatIfText whatIfText(const AnalysisResult& result, const QStringList& targets, const RunReading* before,
                      const RunReading* after)
{
    WhatIfText text;
    text.rows.append({saysWhat(result.model.task), sayingText(before, result), sayingText(after, result), {}});
    text.rows.append(numberRow(probabilityName(result.model.task), before ? &before->probability : nullptr,
                               after ? &after->probability : nullptr, probabilityDecimals));
    for (std::size_t target = 0; before && target < before->targets.size(); ++target) {
        const QString name = quantityText(result, targets.value(static_cast<qsizetype>(target)));
        text.rows.append(numberRow(name.front().toUpper() + name.mid(1), &before->targets[target],
                                   after ? &after->targets[target] : nullptr, logitDecimals));
    }
    if (!after)
        return text;
    text.verdict = after->same ? WhatIfText::Verdict::Same : WhatIfText::Verdict::Another;
    text.next = after->prediction ? nextChoices(*after, result) : nextSpans(*after);
    return text;
}

} // namespace headlight::ui
