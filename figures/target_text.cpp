// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/target_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <limits>

#include "core/tasks/answer.h"
#include "figures/token_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Measure)
};

using Positions = std::vector<std::int64_t>;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// "class" of "class.2".
QString kindNameOf(const QString& id)
{
    return id.section(QLatin1Char('.'), 0, 0);
}

/// Whether the target is one of the result's own task, which asks no question: the score of a class, a label or a word.
bool isChoice(const AnalysisResult& result, const QString& id)
{
    const QString kind = kindNameOf(id);
    switch (result.model.task) {
    case TaskKind::Classification: return kind == QLatin1String("class");
    case TaskKind::TokenLabels: return kind == QLatin1String("label");
    case TaskKind::MaskedWords: return kind == QLatin1String("mask");
    default: return false;
    }
}

bool asksNoQuestion(const AnalysisResult& result)
{
    return result.model.hasHead() && result.model.task != TaskKind::QuestionAnswering;
}

bool isLead(const AnalysisResult& result, const QString& id)
{
    return asksNoQuestion(result) && id == QLatin1String("contrast");
}

/// Before the columns of the scores stands the token that they are of, unless they are the whole text's.
bool beginsWithToken(const AnalysisResult& result)
{
    return result.model.task != TaskKind::Classification;
}

/// Null where the prediction does not list it.
const Choice* choiceOf(const AnalysisResult& result, std::int64_t token, std::int64_t column)
{
    if (!result.prediction)
        return nullptr;
    for (const RowPrediction& row : result.prediction->rows)
        for (const Choice& choice : row.choices)
            if (choice.column == column && (row.token == token || !beginsWithToken(result)))
                return &choice;
    return nullptr;
}

/// The name of a class or label, the word of a column.
QString choiceText(const AnalysisResult& result, std::int64_t token, std::int64_t column)
{
    const Choice* choice = choiceOf(result, token, column);
    if (result.model.task != TaskKind::MaskedWords)
        return shownToken(QString::fromStdString(result.model.labelOf(column)));
    return choice ? wordText(choice->text, result.input) : Text::tr("word %1").arg(column);
}

/// "include (14)"; empty where there is no such token.
QString numberedToken(const AnalysisResult& result, std::int64_t token)
{
    if (token < 0 || token >= static_cast<std::int64_t>(result.input.tokens.size()))
        return {};
    return QStringLiteral("%1 (%2)").arg(
        shownToken(readTokens(result.input)[token]), QString::number(token));
}

/// The token that a choice is of, and its column.
struct Place {
    std::int64_t token = 0;
    std::int64_t column = 0;
};

/// Nothing where `positions` are not those of one choice.
std::optional<Place> placeOf(const AnalysisResult& result, const std::optional<Positions>& positions)
{
    const std::size_t wanted = beginsWithToken(result) ? 2 : 1;
    if (!positions || positions->size() != wanted || positions->back() < 0)
        return {};
    return Place{wanted == 2 ? positions->front() : 0, positions->back()};
}

/// Of a class, a label or a word whose place is known.
TargetText choiceTarget(const AnalysisResult& result, const Place& place)
{
    const QString name = choiceText(result, place.token, place.column);
    const bool tokenSaid =
        result.model.task == TaskKind::TokenLabels || (beginsWithToken(result) && result.input.judged.size() > 1);
    if (!tokenSaid)
        return {Text::tr("To “%1”").arg(name), Text::tr("the logit of “%1”").arg(name)};
    return {Text::tr("To “%1” (token %2)").arg(name, QString::number(place.token)),
            Text::tr("the logit of “%1” at token %2").arg(name, QString::number(place.token))};
}

/// Of one whose attribution is yet to come.
TargetText awaitedTarget(const AnalysisResult& result)
{
    switch (result.model.task) {
    case TaskKind::Classification: return {Text::tr("To class"), Text::tr("the logit of the class")};
    case TaskKind::TokenLabels: return {Text::tr("To label"), Text::tr("the logit of the label")};
    default: return {Text::tr("To word"), Text::tr("the logit of the word")};
    }
}

TargetText answerTarget(const QString& id)
{
    if (id == QLatin1String("start"))
        return {Text::tr("To start"), Text::tr("the start logit")};
    if (id == QLatin1String("end"))
        return {Text::tr("To end"), Text::tr("the end logit")};
    if (id == QLatin1String("span"))
        return {Text::tr("To span"), Text::tr("the span's logits")};
    if (id == QLatin1String("contrast"))
        return {Text::tr("To contrast"), Text::tr("the lead over the next best span")};
    if (id == QLatin1String("no_answer"))
        return {Text::tr("To answering"), Text::tr("the lead over no answer")};
    return {Text::tr("To %1").arg(shownToken(id)), Text::tr("the target “%1”").arg(shownToken(id))};
}

/// The token first, where there is one; then classes, labels or words.
QString choicesText(const AnalysisResult& result, const Positions& positions)
{
    const bool token = beginsWithToken(result);
    QStringList texts;
    for (std::size_t i = 0; i < positions.size(); ++i)
        texts.append(token && i == 0 ? numberedToken(result, positions[i])
                     : positions[i] < 0 ? QString() : choiceText(result, positions.front(), positions[i]));
    texts.removeAll(QString());
    return texts.join(QStringLiteral(", "));
}

double tokenProbability(const AnalysisResult& result, const QString& id, const Positions& positions)
{
    const bool single = id == QLatin1String("start") || id == QLatin1String("end");
    if (!single || positions.size() != 1 || result.scores.isNull())
        return unknown;
    const std::int64_t column = id == QLatin1String("end") ? EndColumn : StartColumn;
    const auto probabilities = tokenProbabilities(result.input, result.scores, column);
    const auto token = static_cast<std::size_t>(positions.front());
    return token < probabilities.size() ? probabilities[token] : unknown;
}

} // namespace

TargetText targetText(const AnalysisResult* result, const QString& id)
{
    if (result && isLead(*result, id))
        return {Text::tr("To contrast"), Text::tr("the lead over the runner-up")};
    if (!result || !isChoice(*result, id))
        return answerTarget(id);
    const Attribution* attribution = result->attribution(id.toStdString());
    const std::optional<Place> place = attribution ? placeOf(*result, attribution->positions) : std::nullopt;
    if (place)
        return choiceTarget(*result, *place);
    return attribution ? answerTarget(id) : awaitedTarget(*result);
}

QString positionsText(const AnalysisResult& result, const QString& id, const Attribution& attribution)
{
    const Positions positions = attribution.positions.value_or(Positions());
    if (isChoice(result, id) || isLead(result, id))
        return choicesText(result, positions);
    QStringList texts;
    for (const std::int64_t position : positions)
        texts.append(numberedToken(result, position));
    texts.removeAll(QString());
    return texts.join(QStringLiteral(", "));
}

double probabilityOf(const AnalysisResult& result, const QString& id, const Attribution& attribution)
{
    if (!isChoice(result, id))
        return tokenProbability(result, id, attribution.positions.value_or(Positions()));
    const std::optional<Place> place = placeOf(result, attribution.positions);
    const Choice* choice = place ? choiceOf(result, place->token, place->column) : nullptr;
    return choice ? choice->probability : unknown;
}

} // namespace headlight::ui
