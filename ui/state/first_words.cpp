// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/first_words.h"

#include "figures/isolated.h"
#include "figures/token_text.h"
#include "ui/state/prediction_text.h"

namespace headlight::ui {

namespace {

constexpr std::size_t shownTokens = 12;
constexpr qsizetype shownCharacters = 80;

/// Pieces of words joined.
QString joined(const Input& input)
{
    const std::vector<bool> continued = continuedWords(input);
    const QStringList read = readTokens(input);
    QString text;
    for (std::size_t i = 0; i < std::min(shownTokens, input.tokens.size()); ++i)
        text += continued[i] ? pieceText(input.tokens[i], input) : QLatin1Char(' ') + read[static_cast<qsizetype>(i)];
    return text.simplified();
}

/// Of a text, as many characters as a list shows.
QString firstOf(const QString& text)
{
    return text.size() <= shownCharacters
               ? text
               : text.left(text.lastIndexOf(QLatin1Char(' '), shownCharacters)) + QChar(0x2026);
}

QString answerOf(const AnalysisResult& result)
{
    return result.model.hasHead() && result.prediction ? predictionText(result)
                                                       : QString::fromStdString(result.answerText()).simplified();
}

QString together(const QString& question, const QString& answer)
{
    return answer.isEmpty() ? question : QStringLiteral("%1 · %2").arg(question, answer);
}

} // namespace

QString questionOrFirstWords(const Input& input)
{
    if (!input.leadText().empty())
        return QString::fromStdString(input.leadText()).simplified();
    const bool alone = input.passages.size() == 1 && !input.mainText().empty();
    return alone ? firstOf(QString::fromStdString(input.mainText()).simplified()) : joined(input);
}

QString questionAndAnswer(const AnalysisResult& result)
{
    return together(questionOrFirstWords(result.input), answerOf(result));
}

QString shownQuestionAndAnswer(const AnalysisResult& result)
{
    return together(isolated(questionOrFirstWords(result.input)), isolated(answerOf(result)));
}

} // namespace headlight::ui
