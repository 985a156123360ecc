// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/questions_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/panels/error_bar.h"
#include "ui/panels/labels.h"
#include "ui/panels/two_line_delegate.h"
#include "ui/state/question_library.h"

namespace headlight::ui {

namespace {

constexpr int restMilliseconds = 80;

/// The question, and below it what is expected.
class QuestionDelegate : public TwoLineDelegate {
public:
    using TwoLineDelegate::TwoLineDelegate;

protected:
    TwoLines linesOf(const QModelIndex& index) const override
    {
        const QString answer = index.data(QuestionsModel::AnswerRole).toString();
        const QString second = answer.isEmpty() ? index.data(QuestionsModel::TitleRole).toString() : answer;
        return {index.data(QuestionsModel::QuestionRole).toString(), second, {}, false};
    }
};

QListView* makeList(QuestionsModel* questions, QWidget* parent)
{
    auto* list = new QListView;
    list->setModel(questions);
    list->setItemDelegate(new QuestionDelegate(parent));
    list->setAccessibleName(QuestionsPanel::tr("Questions"));
    list->setFrameShape(QFrame::NoFrame);
    list->setMouseTracking(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setUniformItemSizes(true);
    list->setMinimumHeight(TwoLineDelegate::heightOf(list->fontMetrics()));
    return list;
}

} // namespace

QuestionsPanel::QuestionsPanel(QuestionLibrary* library, QWidget* parent)
    : QWidget(parent),
      m_library(library),
      m_errors(new ErrorBar),
      m_words(new QLineEdit),
      m_title(new QComboBox),
      m_answerable(new QComboBox),
      m_summary(roleLabel("quiet")),
      m_list(makeList(library->model(), this)),
      m_reading(makeReading()),
      m_filters(makeFilters())
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_errors);
    column->addWidget(m_reading);
    column->addWidget(m_filters);
    column->addWidget(m_list, 1);
    const auto choose = [this](const QModelIndex& index) { emit wanted(index.row()); };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    connect(m_words, &QLineEdit::textChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(&m_rest, &QTimer::timeout, this, &QuestionsPanel::filter);
    for (QComboBox* box : {m_title, m_answerable})
        connect(box, &QComboBox::activated, this, &QuestionsPanel::filter);
    connect(library, &QuestionLibrary::readingChanged, this, &QuestionsPanel::showReading);
    connect(library, &QuestionLibrary::opened, this, &QuestionsPanel::showList);
    connect(library, &QuestionLibrary::refused, m_errors, &ErrorBar::showError);
    showReading(false);
    showList();
}

QWidget* QuestionsPanel::makeFilters()
{
    m_summary->setObjectName("summary");
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true); // a reason takes more than a line
    m_words->setPlaceholderText(tr("Search questions and texts"));
    m_words->setAccessibleName(tr("Search questions"));
    m_words->setClearButtonEnabled(true);
    m_title->setAccessibleName(tr("Title"));
    m_answerable->setAccessibleName(tr("Answerable"));
    m_answerable->addItems({tr("All"), tr("Answerable"), tr("No answer")});
    for (QComboBox* box : {m_title, m_answerable}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
    }
    auto* filters = new QWidget;
    auto* column = new QVBoxLayout(filters);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_words);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_title, 1);
    row->addWidget(m_answerable, 1);
    column->addLayout(row);
    column->addWidget(m_summary);
    return filters;
}

QWidget* QuestionsPanel::makeReading()
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    auto* cancel = linkButton(tr("Cancel"));
    connect(cancel, &QToolButton::clicked, m_library, &QuestionLibrary::cancel);
    row->addWidget(roleLabel("quiet", tr("Reading questions…")), 1);
    row->addWidget(cancel);
    return holder;
}

void QuestionsPanel::showReading(bool reading)
{
    m_reading->setVisible(reading);
    if (reading)
        m_errors->clear();
}

void QuestionsPanel::showList()
{
    const QuestionsModel* questions = m_library->model();
    const QStringList titles = questions->titles();
    const QSignalBlocker quiet(m_words);
    m_words->clear();
    m_title->clear();
    m_title->addItem(tr("All titles"));
    for (const QString& title : titles)
        m_title->addItem(QString(title).replace(QLatin1Char('_'), QLatin1Char(' ')), title);
    m_title->setVisible(titles.size() > 1);
    m_answerable->setCurrentIndex(0);
    m_answerable->setVisible(questions->hasUnanswerable());
    m_filters->setVisible(!m_library->name().isEmpty());
    m_summary->setText(questions->summary());
    const QString notes = questions->notes();
    m_summary->setToolTip(notes.isEmpty() ? m_library->name() : m_library->name() + QLatin1Char('\n') + notes);
}

void QuestionsPanel::filter()
{
    m_library->model()->setFilter(
        {m_words->text(), m_title->currentData().toString(), static_cast<Answerable>(m_answerable->currentIndex())});
    m_summary->setText(m_library->model()->summary());
    m_list->scrollToTop();
}

} // namespace headlight::ui
