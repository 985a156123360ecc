// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/answer_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/panels/answer_text.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/choices_line.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/ghost_line.h"
#include "ui/panels/token_strip.h"
#include "ui/panels/windows_button.h"
#include "ui/state/verdict.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

constexpr int verdictWidth = 160;

/// Stages of one run share their scores: with them, nothing in this panel changes any more.
bool shareScores(const ResultPtr& a, const ResultPtr& b)
{
    return a && b && !a->scores.isNull() && a->scores.values.data() == b->scores.values.data() &&
           a->window == b->window;
}

} // namespace

AnswerPanel::AnswerPanel(Workbench* workbench, QWidget* parent)
    : QFrame(parent),
      m_workbench(workbench),
      m_text(new AnswerText),
      m_candidates(new CandidatesLine(workbench->candidates())),
      m_choices(new ChoicesLine),
      m_verdict(new ElidedLabel(verdictWidth)),
      m_ghost(new GhostLine),
      m_windows(new WindowsButton(workbench->windows())),
      m_tokens(new TokenStrip(workbench->selection()))
{
    setObjectName("answerPanel");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 4);
    column->setSpacing(2);
    column->addWidget(m_text);
    m_row = makeRow();
    fitRow();
    column->addWidget(m_row);
    column->addWidget(m_tokens);
    connect(m_candidates, &CandidatesLine::spanLookedAt, m_text, &AnswerText::showSpan);
    connect(m_text, &AnswerText::characterClicked, this, &AnswerPanel::explainTokenAt);
    connect(m_choices, &ChoicesLine::explanationWanted, workbench->followUps(), &FollowUpRuns::explain);
    connect(m_windows, &WindowsButton::windowChosen, workbench->followUps(), &FollowUpRuns::showWindow);
    connect(workbench->shown(), &ShownResult::changed, this, &AnswerPanel::setResult);
    connect(workbench->shown()->document(), &Document::changed, this, &AnswerPanel::showVerdict);
    connect(workbench->ghost(), &GhostKeeper::changed, this, &AnswerPanel::showGhost);
    connect(m_ghost, &GhostLine::compareRequested, this, &AnswerPanel::compareWithGhost);
    setResult({});
}

QWidget* AnswerPanel::makeRow()
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_candidates, 1);
    row->addWidget(m_choices, 1);
    row->addWidget(m_verdict);
    row->addWidget(m_ghost);
    row->addWidget(m_windows);
    return holder;
}

/// As high as with the button for windows, so that nothing moves when it comes.
void AnswerPanel::fitRow()
{
    m_windows->ensurePolished();
    m_row->setFixedHeight(m_windows->sizeHint().height());
}

void AnswerPanel::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitRow();
}

void AnswerPanel::setResult(const ResultPtr& result)
{
    const bool known = shareScores(m_result, result);
    m_result = result;
    m_choices->setResult(result); // what is explained comes last
    if (known)
        return;
    showTexts();
    m_candidates->setResult(result);
    const bool ranks = result && result->prediction;
    m_candidates->setVisible(!ranks);
    m_choices->setVisible(ranks);
    // A text that another program read has neither an answer nor candidates; there the tokens stand alone.
    const bool asked = !result || !m_shown.text().empty();
    m_text->setVisible(asked);
    m_row->setVisible(asked);
    m_tokens->setResult(result);
    showVerdict();
    showGhost();
}

void AnswerPanel::showTexts()
{
    m_shown = m_result ? ShownText(*m_result) : ShownText();
    m_text->setText(m_shown.text(), m_shown.marks());
    m_text->showSpan(m_result && m_result->answer ? m_result->answer->characters : TextRange());
}

/// A click on a token shows its labels and explains the first, one on a mask likewise its words.
void AnswerPanel::explainTokenAt(std::int64_t character)
{
    if (!m_result || !m_result->prediction || m_result->model.task == TaskKind::Classification)
        return;
    const std::int64_t token = m_shown.tokenAt(character);
    const auto& rows = m_result->prediction->rows;
    const auto row =
        std::find_if(rows.begin(), rows.end(), [token](const RowPrediction& r) { return r.token == token; });
    if (token < 0 || row == rows.end() || row->choices.empty())
        return;
    m_choices->showToken(token);
    m_workbench->followUps()->explain({TargetKind::Chosen, 0, 0, {{token, row->choices.front().text}}});
}

void AnswerPanel::showVerdict()
{
    const Verdict verdict = m_result ? verdictOf(*m_result, m_workbench->shown()->document()->expected()) : Verdict();
    m_verdict->setWholeText(verdict.text, verdict.hint);
    m_verdict->setVisible(!verdict.text.isEmpty());
}

void AnswerPanel::compareWithGhost()
{
    m_workbench->compared()->setRecord(m_workbench->history()->rowOf(m_workbench->ghost()->ghost().before));
    emit viewRequested(QStringLiteral("compare"));
}

void AnswerPanel::showGhost()
{
    const Ghost& ghost = m_workbench->ghost()->ghost();
    m_ghost->setGhost(ghost, m_result.get(), m_workbench->history()->rowOf(ghost.before) >= 0);
    m_tokens->setGhost(ghost);
}

} // namespace headlight::ui
