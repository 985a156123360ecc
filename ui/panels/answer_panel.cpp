// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/answer_panel.h"

#include <QVBoxLayout>

#include "ui/panels/answer_text.h"
#include "ui/panels/candidates_line.h"
#include "ui/panels/token_strip.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

AnswerPanel::AnswerPanel(Workbench* workbench, QWidget* parent)
    : QFrame(parent),
      m_text(new AnswerText),
      m_candidates(new CandidatesLine(workbench->candidates())),
      m_tokens(new TokenStrip(workbench->selection()))
{
    setObjectName("answerPanel");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 4);
    column->setSpacing(2);
    column->addWidget(m_text);
    column->addWidget(m_candidates);
    column->addWidget(m_tokens);
    connect(m_candidates, &CandidatesLine::spanLookedAt, m_text, &AnswerText::showSpan);
    connect(workbench, &Workbench::resultChanged, this, &AnswerPanel::setResult);
    setResult({});
}

void AnswerPanel::setResult(const ResultPtr& result)
{
    const bool sameInput = m_result && result && m_result->generation == result->generation &&
                           m_result->input.inputIds == result->input.inputIds && !m_result->candidates.empty();
    m_result = result;
    if (sameInput)
        return; // a further stage of the same run: nothing here would change
    m_text->setContext(result ? result->input.context : std::string());
    m_text->showSpan(result ? result->answer.characters : TextRange());
    m_candidates->setResult(result);
    m_tokens->setResult(result);
}

} // namespace headlight::ui
