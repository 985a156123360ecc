// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/answer_panel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/panels/answer_text.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/token_strip.h"
#include "ui/panels/windows_button.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

/// Stages of one run share their logits: with them, nothing in this panel changes any more.
bool shareLogits(const ResultPtr& a, const ResultPtr& b)
{
    return a && b && !a->logitsStart.isNull() && a->logitsStart.data() == b->logitsStart.data() &&
           a->window == b->window;
}

} // namespace

AnswerPanel::AnswerPanel(Workbench* workbench, QWidget* parent)
    : QFrame(parent),
      m_text(new AnswerText),
      m_candidates(new CandidatesLine(workbench->candidates())),
      m_windows(new WindowsButton(workbench->windows())),
      m_tokens(new TokenStrip(workbench->selection()))
{
    setObjectName("answerPanel");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 4);
    column->setSpacing(2);
    column->addWidget(m_text);
    auto* row = new QHBoxLayout;
    row->addWidget(m_candidates, 1);
    row->addWidget(m_windows);
    column->addLayout(row);
    column->addWidget(m_tokens);
    connect(m_candidates, &CandidatesLine::spanLookedAt, m_text, &AnswerText::showSpan);
    connect(m_windows, &WindowsButton::windowChosen, workbench, &Workbench::showWindow);
    connect(workbench, &Workbench::resultChanged, this, &AnswerPanel::setResult);
    setResult({});
}

void AnswerPanel::setResult(const ResultPtr& result)
{
    const bool known = shareLogits(m_result, result);
    m_result = result;
    if (known)
        return;
    m_text->setContext(result ? result->input.context : std::string());
    m_text->showSpan(result ? result->answer.characters : TextRange());
    m_candidates->setResult(result);
    m_tokens->setResult(result);
}

} // namespace headlight::ui
