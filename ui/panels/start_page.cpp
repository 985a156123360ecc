// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/start_page.h"

#include <QFileInfo>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/panels/labels.h"
#include "ui/state/examples_model.h"

namespace headlight::ui {

namespace {

constexpr int pageWidth = 460;
constexpr int shownExamples = 3;
constexpr int shownRecent = 4;

QLabel* paragraph(const char* role, const QString& text)
{
    QLabel* label = roleLabel(role, text);
    label->setWordWrap(true);
    return label;
}

} // namespace

StartPage::StartPage(ExamplesModel* examples, QWidget* parent)
    : QWidget(parent), m_examples(examples), m_links(new QVBoxLayout)
{
    setObjectName("startPage");
    auto* contents = new QWidget;
    contents->setFixedWidth(pageWidth);
    auto* column = new QVBoxLayout(contents);
    column->setSpacing(4);
    column->addWidget(paragraph("title", tr("What does each attention head do for the answer?")));
    column->addWidget(
        paragraph("quiet", tr("Ask a question about a text at the left and choose Run: Headlight shows the answer, "
                              "and what every layer, head and token did for it. With another model, it does so for a "
                              "class, a label or a masked word.")));
    column->addSpacing(14);
    column->addWidget(roleLabel("heading", tr("Try an example")));
    column->addLayout(m_links);
    column->addSpacing(14);
    column->addWidget(makeRecent());
    column->addWidget(makeOpenings());
    auto* page = new QVBoxLayout(this);
    page->addStretch(2);
    page->addWidget(contents, 0, Qt::AlignHCenter);
    page->addStretch(3);
    connect(m_examples, &QAbstractItemModel::modelReset, this, &StartPage::fillExamples);
    fillExamples();
}

QWidget* StartPage::link(const QString& text, const QString& hint, std::function<void()> action)
{
    auto* button = linkButton(text);
    button->setProperty("action", true);
    button->setToolTip(hint);
    connect(button, &QToolButton::clicked, this, std::move(action));
    return button;
}

QWidget* StartPage::makeOpenings()
{
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(roleLabel("heading", tr("Or open")));
    column->addWidget(
        link(tr("A model folder…"),
             tr("An encoder (BERT, RoBERTa, DistilBERT, ELECTRA, ALBERT …), as save_pretrained writes it (Ctrl+M)"),
             [this] { emit modelWanted(); }));
    column->addWidget(link(tr("A session…"), tr("A .headlight file, with all results (Ctrl+O)"),
                           [this] { emit sessionWanted(); }));
    column->addWidget(link(
        tr("A list of questions…"),
        tr("SQuAD, rows with question and context (JSON, CSV, TSV), or a plain text with questions (Ctrl+Shift+O)"),
        [this] { emit questionsWanted(); }));
    return holder;
}

QWidget* StartPage::makeRecent()
{
    m_recent = new QWidget;
    auto* column = new QVBoxLayout(m_recent);
    column->setContentsMargins(0, 0, 0, 14);
    column->setSpacing(4);
    m_recentLinks = new QVBoxLayout;
    column->addWidget(roleLabel("heading", tr("Recent sessions")));
    column->addLayout(m_recentLinks);
    m_recent->hide();
    return m_recent;
}

void StartPage::setRecent(const QStringList& files)
{
    empty(m_recentLinks);
    for (const QString& file : files)
        if (m_recentLinks->count() < shownRecent && QFileInfo::exists(file))
            m_recentLinks->addWidget(
                link(QFileInfo(file).completeBaseName(), file, [this, file] { emit fileWanted(file); }));
    m_recent->setVisible(m_recentLinks->count() > 0);
}

void StartPage::empty(QVBoxLayout* links)
{
    while (QLayoutItem* item = links->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

void StartPage::fillExamples()
{
    empty(m_links);
    // Some that the demo model serves, and one for each other task.
    QList<int> rows = m_examples->rowsOf(TaskKind::QuestionAnswering).first(
        std::min<qsizetype>(shownExamples, m_examples->rowsOf(TaskKind::QuestionAnswering).size()));
    for (const TaskKind task : {TaskKind::Classification, TaskKind::TokenLabels, TaskKind::MaskedWords})
        rows += m_examples->rowsOf(task).first(std::min<qsizetype>(1, m_examples->rowsOf(task).size()));
    for (const int row : rows) {
        const Example& example = m_examples->example(row);
        m_links->addWidget(link(example.title, example.note, [this, row] { emit exampleWanted(row); }));
    }
}

} // namespace headlight::ui
