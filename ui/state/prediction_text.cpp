// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/prediction_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"

namespace headlight::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Prediction)
};

QString spansText(const Prediction& prediction)
{
    QStringList texts;
    for (const LabelledSpan& span : prediction.spans)
        texts.append(QStringLiteral("%1 (%2)").arg(isolated(QString::fromStdString(span.text).simplified()),
                                                   isolated(QString::fromStdString(span.label))));
    return texts.isEmpty() ? Text::tr("no span labelled") : texts.join(QStringLiteral(", "));
}

QString bestWords(const Prediction& prediction, const Input& input)
{
    QStringList texts;
    for (const RowPrediction& row : prediction.rows)
        if (!row.choices.empty())
            texts.append(isolated(wordText(row.choices.front().text, input)));
    return texts.join(QStringLiteral(", "));
}

} // namespace

QString predictionText(const AnalysisResult& result)
{
    if (!result.model.hasHead())
        return Text::tr("attention and norms");
    if (result.model.task == TaskKind::QuestionAnswering)
        return isolated(QString::fromStdString(result.answerText()).simplified());
    if (!result.prediction)
        return {};
    if (result.model.task == TaskKind::TokenLabels)
        return spansText(*result.prediction);
    return bestWords(*result.prediction, result.input);
}

QString predictionProbability(const AnalysisResult& result)
{
    if (result.answer)
        return probabilityText(result.answer->probability);
    const bool single = result.prediction && result.model.task != TaskKind::TokenLabels &&
                        result.prediction->rows.size() == 1 && !result.prediction->rows.front().choices.empty();
    return single ? probabilityText(result.prediction->rows.front().choices.front().probability) : QString();
}

QString taskText(TaskKind task)
{
    switch (task) {
    case TaskKind::QuestionAnswering: return Text::tr("answers questions");
    case TaskKind::Classification: return Text::tr("classifies texts");
    case TaskKind::TokenLabels: return Text::tr("labels tokens");
    case TaskKind::MaskedWords: return Text::tr("fills in masked words");
    case TaskKind::None: break;
    }
    return Text::tr("has no head for a task: attention and norms only");
}

} // namespace headlight::ui
