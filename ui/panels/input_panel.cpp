// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/input_panel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/panels/context_field.h"
#include "ui/panels/expected_field.h"
#include "ui/panels/labels.h"
#include "ui/panels/live_tokens.h"
#include "ui/state/examples_model.h"
#include "ui/state/input_model.h"

namespace headlight::ui {

namespace {

QWidget* headerOf(QLabel* heading, QToolButton* button)
{
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(heading);
    row->addStretch(1);
    row->addWidget(button);
    return header;
}

/// What the two fields are for, by the model's task. Without a heading, the first is not used.
struct FieldTexts {
    QString first;
    QString firstHint;
    QString second;
    QString secondHint;
};

FieldTexts fieldTexts(TaskKind task)
{
    switch (task) {
    case TaskKind::QuestionAnswering:
        return {InputPanel::tr("Question"), InputPanel::tr("What do you want to know?"), InputPanel::tr("Context"),
                InputPanel::tr("The text that holds the answer")};
    case TaskKind::Classification:
    case TaskKind::None:
        return {InputPanel::tr("First of two texts"), InputPanel::tr("Only where two are read together"),
                InputPanel::tr("Text"), InputPanel::tr("The text that the model reads")};
    case TaskKind::TokenLabels:
        return {{}, {}, InputPanel::tr("Text"), InputPanel::tr("The text whose tokens are labelled")};
    case TaskKind::MaskedWords:
        break;
    }
    return {{}, {}, InputPanel::tr("Text"), InputPanel::tr("A text with a mask in place of a word")};
}

} // namespace

InputPanel::InputPanel(InputModel* input, ExamplesModel* examples, QWidget* parent)
    : QWidget(parent),
      m_input(input),
      m_examples(examples),
      m_examplesButton(linkButton(tr("Examples ▾"))),
      m_examplesMenu(new QMenu(this)),
      m_questionHeading(roleLabel("heading")),
      m_contextHeading(roleLabel("heading")),
      m_question(new QLineEdit),
      m_context(new ContextField),
      m_count(roleLabel("quiet")),
      m_tokens(new LiveTokens),
      m_tokensButton(linkButton({}))
{
    m_context->setTabChangesFocus(true);
    m_context->setMinimumHeight(66);
    m_context->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // takes what is left
    m_count->setWordWrap(true);                                             // a reason takes more than a line
    m_count->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);   // whose height showCount() sets
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(questionHeader());
    column->addWidget(m_question);
    column->addSpacing(6);
    column->addWidget(contextHeader());
    column->addWidget(m_context, 1);
    column->addWidget(m_tokens);
    column->addWidget(m_count);
    column->addWidget(new ExpectedField(m_input));
    setTabOrder(m_question, m_context); // what is typed first; the link above the context after it
    setTabOrder(m_context, m_tokensButton);
    connectInput();
}

QWidget* InputPanel::questionHeader()
{
    m_examplesButton->setPopupMode(QToolButton::InstantPopup);
    m_examplesButton->setMenu(m_examplesMenu);
    m_examplesButton->setToolTip(tr("Questions to try"));
    m_examplesMenu->setToolTipsVisible(true);
    return headerOf(m_questionHeading, m_examplesButton);
}

QWidget* InputPanel::contextHeader()
{
    m_tokensButton->setCheckable(true);
    m_tokensButton->setToolTip(tr("Show the tokens that the model will read"));
    connect(m_tokensButton, &QToolButton::toggled, this, &InputPanel::unfoldTokens);
    m_tokensButton->setChecked(true);
    return headerOf(m_contextHeading, m_tokensButton);
}

void InputPanel::unfoldTokens(bool unfolded)
{
    m_tokens->setVisible(unfolded);
    m_tokensButton->setText(unfolded ? tr("Tokens ▾") : tr("Tokens ▸"));
}

void InputPanel::connectInput()
{
    connect(m_question, &QLineEdit::textEdited, m_input, &InputModel::setQuestion);
    connect(m_question, &QLineEdit::textChanged, this, &InputPanel::edited);
    connect(m_question, &QLineEdit::textChanged, this, &InputPanel::checkQuestion);
    connect(m_question, &QLineEdit::returnPressed, this, &InputPanel::submitted);
    connect(m_context, &QPlainTextEdit::textChanged, this, &InputPanel::edited);
    connect(m_context, &QPlainTextEdit::textChanged, this, &InputPanel::takeContext);
    connect(m_context, &ContextField::refused, this, &InputPanel::refused);
    connect(m_input, &InputModel::textReplaced, this, &InputPanel::showTexts);
    connect(m_input, &InputModel::tokenCountChanged, this, &InputPanel::showCount);
    connect(m_examples, &QAbstractItemModel::modelReset, this, &InputPanel::fillExamples);
    connect(m_input, &InputModel::taskChanged, this, &InputPanel::showTask);
    showTask();
    showTexts();
}

void InputPanel::checkQuestion(const QString& question)
{
    const Result<void> readable = checkReadable(question, m_questionBefore, tr("question"));
    m_questionBefore = question;
    if (!readable)
        emit refused(readable.error());
}

void InputPanel::takeContext()
{
    const QString context = m_context->toPlainText();
    const Result<void> readable = checkReadable(context, m_input->context(), tr("context"));
    m_input->setContext(context);
    if (!readable)
        emit refused(readable.error());
}

void InputPanel::fillExamples()
{
    m_examplesMenu->clear();
    for (const int row : m_examples->rowsOf(m_input->task())) {
        const Example& example = m_examples->example(row);
        QAction* action = m_examplesMenu->addAction(example.title, this, [this, row] { useExample(row); });
        action->setToolTip(example.note);
    }
    m_examplesButton->setVisible(!m_examplesMenu->isEmpty());
}

void InputPanel::useExample(int row)
{
    const Example& example = m_examples->example(row);
    m_input->setQuestion(example.question);
    m_input->setContext(example.textWithMask(m_input->maskText()));
    m_input->setExpected({});
}

void InputPanel::showTexts()
{
    if (m_question->text() != m_input->question())
        m_question->setText(m_input->question());
    if (m_context->toPlainText() == m_input->context())
        return;
    const QSignalBlocker quiet(m_context);
    m_context->setPlainText(m_input->context());
}

void InputPanel::showTask()
{
    const FieldTexts texts = fieldTexts(m_input->task());
    m_questionHeading->setText(texts.first);
    m_question->setVisible(!texts.first.isEmpty());
    m_question->setPlaceholderText(texts.firstHint);
    m_question->setAccessibleName(texts.first);
    m_contextHeading->setText(texts.second);
    m_context->setPlaceholderText(texts.secondHint);
    m_context->setAccessibleName(texts.second);
    fillExamples();
}

void InputPanel::showCount()
{
    m_count->setText(m_input->countText());
    m_count->setAlignment(m_input->isRefused() ? Qt::AlignLeft : Qt::AlignRight);
    m_count->setMinimumHeight((m_input->isRefused() ? 2 : 1) * m_count->fontMetrics().lineSpacing());
    m_count->setToolTip(m_input->countHint());
    const std::optional<TokenCount>& count = m_input->tokenCount();
    m_tokens->setPieces(count ? count->pieces : std::vector<TokenPiece>(), count ? count->tokens : 0);
    setRole(m_count, m_input->isRefused() ? "wrong" : "quiet");
}

} // namespace headlight::ui
