// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/verdict.h"

#include <QCoreApplication>

#include "core/tasks/answer.h"
#include "figures/isolated.h"
#include "ui/state/questions_model.h"
#include "ui/state/text_pieces.h"

namespace headlight::ui {

namespace {

/// Translations of this file.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

} // namespace

Verdict verdictOf(const AnalysisResult& result, const ExpectedAnswers& expected)
{
    if (!expected || !result.answer || result.model.task != TaskKind::QuestionAnswering ||
        result.stage < Stage::Attention)
        return {};
    const bool none = prefersNoAnswer(result);
    const AnswerScores scores = answerScores(none ? std::string() : result.answer->text, *expected);
    const QString text = scores.exactMatch ? Text::tr("F1 1, exact match")
                                           : Text::tr("F1 %1, not exact").arg(scores.f1, 0, 'f', scores.f1 > 0 ? 2 : 0);
    const QString predicted =
        none ? Text::tr("no answer") : isolated(QString::fromStdString(result.answer->text).simplified());
    const QString hint = Text::tr("Expected: %1\nPredicted: %2\n%3, as SQuAD's evaluation script scores it")
                             .arg(expectedText(expected), predicted, text);
    return {text, hint};
}

} // namespace headlight::ui
