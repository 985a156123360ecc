// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The workbench's questions from lists, and what is expected of their answers.
#include "ui/state/workbench.h"

namespace headlight::ui {

/// What is expected belongs to the result on screen as long as that answers the question of the input.
void Workbench::takeExpected()
{
    const bool asked = m_result && m_input.question().toStdString() == m_result->input.leadText() &&
                       m_input.context().toStdString() == m_result->input.mainText();
    if (asked)
        m_document.setExpected(m_input.expected());
}

void Workbench::useQuestion(int row)
{
    const ListedQuestion& asked = m_questions.model()->question(row);
    m_input.setQuestion(QString::fromStdString(asked.text));
    m_input.setContext(QString::fromStdString(m_questions.model()->context(row)));
    m_input.setExpected(asked.expected);
    emit solved(Place::Input);
}

} // namespace headlight::ui
