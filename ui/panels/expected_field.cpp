// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/expected_field.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include "ui/panels/labels.h"
#include "ui/state/input_model.h"

namespace headlight::ui {

namespace {

const QString separator = QStringLiteral(" | ");

/// Nothing typed: it is not known what is right.
ExpectedAnswers answersIn(const QString& text)
{
    std::vector<std::string> answers;
    for (const QString& part : text.split(QLatin1Char('|')))
        if (const QString answer = part.trimmed(); !answer.isEmpty())
            answers.push_back(answer.toStdString());
    return answers.empty() ? ExpectedAnswers() : ExpectedAnswers(std::move(answers));
}

QString textOf(const ExpectedAnswers& expected)
{
    QStringList answers;
    for (const std::string& answer : expected.value_or(std::vector<std::string>()))
        answers << QString::fromStdString(answer);
    return answers.join(separator);
}

} // namespace

ExpectedField::ExpectedField(InputModel* input, QWidget* parent)
    : QWidget(parent), m_input(input), m_text(new QLineEdit), m_none(new QToolButton)
{
    m_text->setAccessibleName(tr("Expected answer"));
    m_text->setToolTip(tr("What the answer should be, to be scored against; several wordings are parted by |"));
    lookLikeLink(m_none);
    m_none->setText(tr("None"));
    m_none->setCheckable(true);
    m_none->setAccessibleName(tr("No answer is expected"));
    m_none->setToolTip(tr("The context does not answer the question"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(m_none);
    connect(m_text, &QLineEdit::textEdited, this, &ExpectedField::readExpected);
    connect(m_none, &QToolButton::clicked, this, &ExpectedField::readExpected);
    connect(m_input, &InputModel::expectedChanged, this, &ExpectedField::showExpected);
    connect(m_input, &InputModel::taskChanged, this, &ExpectedField::showTask);
    showExpected();
    showTask();
}

/// Other tasks than question answering are not scored.
void ExpectedField::showTask()
{
    setVisible(m_input->task() == TaskKind::QuestionAnswering);
}

void ExpectedField::readExpected()
{
    m_input->setExpected(m_none->isChecked() ? ExpectedAnswers(std::vector<std::string>()) : answersIn(m_text->text()));
}

void ExpectedField::showExpected()
{
    const ExpectedAnswers& expected = m_input->expected();
    const bool none = expected && expected->empty();
    m_none->setChecked(none);
    m_text->setEnabled(!none);
    m_text->setPlaceholderText(none ? tr("No answer expected") : tr("Expected answer (optional)"));
    if (answersIn(m_text->text()) != expected) // else it is being typed
        m_text->setText(textOf(expected));
    m_text->setCursorPosition(m_text->hasFocus() ? m_text->cursorPosition() : 0);
}

} // namespace headlight::ui
