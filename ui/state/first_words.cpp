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

QString wordOrPiece(const QString& token)
{
    return continuesWord(token) ? pieceText(token) : QLatin1Char(' ') + token;
}

/// Pieces of words joined; byte-level tokenizers mark the space before a word as "Ġ".
QString joined(const std::vector<std::string>& tokens)
{
    QString text;
    for (std::size_t i = 0; i < std::min(shownTokens, tokens.size()); ++i)
        text += wordOrPiece(QString::fromStdString(tokens[i]));
    const QString spaceMark(QChar(0x0120));
    if (text.contains(spaceMark))
        text.remove(QLatin1Char(' ')).replace(spaceMark, QStringLiteral(" "));
    return text.simplified();
}

/// Of a text, as many characters as a list shows.
QString firstOf(const QString& text)
{
    return text.size() <= shownCharacters ? text : text.left(text.lastIndexOf(QLatin1Char(' '), shownCharacters)) + QChar(0x2026);
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
    return alone ? firstOf(QString::fromStdString(input.mainText()).simplified()) : joined(input.tokens);
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
