// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/questions_model.h"

#include <QLocale>
#include <algorithm>
#include <numeric>

#include "core/base/in_quotes.h"
#include "figures/isolated.h"

namespace headlight::ui {

namespace {

constexpr qsizetype hintLength = 400;
constexpr qsizetype shownNotes = 20;
constexpr std::size_t noteLength = 200; // code points

std::string folded(const std::string& text)
{
    return QString::fromStdString(text).toCaseFolded().toStdString();
}

bool holds(const std::string& text, const std::string& word)
{
    return text.find(word) != std::string::npos;
}

std::vector<std::string> wordsOf(const QString& text)
{
    std::vector<std::string> words;
    for (const QString& word : text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(word.toCaseFolded().toStdString());
    return words;
}

bool passes(const ListedQuestion& question, Answerable wanted)
{
    return wanted == Answerable::Any || question.isAnswerable() == (wanted == Answerable::Yes);
}

/// Identifiers in it are of strangers.
QString lineOf(const ListNote& note)
{
    return QString::fromStdString(inOneLine(withoutMiddle(note.text(), noteLength)));
}

/// In the language of the words around, whatever the desktop's.
QString numberText(std::size_t number)
{
    return QLocale(QLocale::English).toString(qulonglong(number));
}

/// "12 questions", or "3 of 12 questions".
QString countOf(std::size_t all, std::size_t shown)
{
    const QString count = numberText(all);
    if (shown == all)
        return all == 1 ? QuestionsModel::tr("1 question") : QuestionsModel::tr("%1 questions").arg(count);
    return all == 1 ? QuestionsModel::tr("%1 of 1 question").arg(numberText(shown))
                    : QuestionsModel::tr("%1 of %2 questions").arg(numberText(shown), count);
}

/// "; 2 left out, first row 3: the question is empty".
QString leftOutText(const QuestionList& list)
{
    const auto first = std::find_if(list.notes.begin(), list.notes.end(),
                                    [](const ListNote& note) { return note.kind == ListNote::Kind::Item; });
    if (list.leftOut == 0 || first == list.notes.end())
        return {};
    const QString what = lineOf(*first);
    if (list.leftOut == 1)
        return QuestionsModel::tr("; 1 left out: %1").arg(what);
    return QuestionsModel::tr("; %1 left out, first %2").arg(numberText(list.leftOut), what);
}

QString answersText(std::size_t leftOut)
{
    if (leftOut == 0)
        return {};
    if (leftOut == 1)
        return QuestionsModel::tr("; 1 expected answer left out");
    return QuestionsModel::tr("; %1 expected answers left out").arg(numberText(leftOut));
}

} // namespace

QString expectedText(const ExpectedAnswers& expected)
{
    if (!expected)
        return {};
    if (expected->empty())
        return QuestionsModel::tr("no answer");
    QStringList answers;
    for (const std::string& answer : *expected)
        answers << isolated(QString::fromStdString(answer).simplified());
    return answers.join(QStringLiteral(" · "));
}

SearchableQuestions::SearchableQuestions(QuestionList list) : m_list(std::move(list))
{
    for (const ListedQuestion& question : m_list.questions) {
        std::string text = question.text;
        for (const std::string& answer : question.expected.value_or(std::vector<std::string>()))
            text += '\n' + answer;
        m_questions.push_back(folded(text));
    }
    for (const Paragraph& paragraph : m_list.paragraphs)
        m_paragraphs.push_back(folded(paragraph.title + '\n' + paragraph.context));
}

QStringList SearchableQuestions::titles() const
{
    QStringList titles;
    for (const Paragraph& paragraph : m_list.paragraphs)
        titles << QString::fromStdString(paragraph.title);
    titles.removeAll(QString());
    titles.removeDuplicates();
    return titles;
}

std::vector<int> SearchableQuestions::passing(const QuestionFilter& filter) const
{
    const std::string title = filter.title.toStdString();
    std::vector<char> candidates(m_list.questions.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const ListedQuestion& question = m_list.questions[i];
        candidates[i] = passes(question, filter.answerable) &&
                        (title.empty() || m_list.paragraphs[question.paragraph].title == title);
    }
    for (const std::string& word : wordsOf(filter.words)) {
        std::vector<char> found(m_paragraphs.size()); // each paragraph is searched once for all its questions
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i] = holds(m_paragraphs[i], word);
        for (std::size_t i = 0; i < candidates.size(); ++i)
            candidates[i] = candidates[i] && (found[m_list.questions[i].paragraph] || holds(m_questions[i], word));
    }
    std::vector<int> rows;
    for (std::size_t i = 0; i < candidates.size(); ++i)
        if (candidates[i])
            rows.push_back(static_cast<int>(i));
    return rows;
}

void QuestionsModel::setQuestions(std::shared_ptr<const SearchableQuestions> questions)
{
    beginResetModel();
    m_questions = std::move(questions);
    m_filter = {};
    m_rows.resize(m_questions ? m_questions->list().questions.size() : 0);
    std::iota(m_rows.begin(), m_rows.end(), 0);
    endResetModel();
}

void QuestionsModel::setFilter(const QuestionFilter& filter)
{
    if (!m_questions || filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_rows = m_questions->passing(filter);
    endResetModel();
}

const ListedQuestion& QuestionsModel::question(int row) const
{
    return m_questions->list().questions.at(static_cast<std::size_t>(m_rows.at(static_cast<std::size_t>(row))));
}

const Paragraph& QuestionsModel::paragraph(int row) const
{
    return m_questions->list().paragraphs.at(question(row).paragraph);
}

const std::string& QuestionsModel::context(int row) const
{
    return paragraph(row).context;
}

bool QuestionsModel::hasUnanswerable() const
{
    if (!m_questions)
        return false;
    const std::vector<ListedQuestion>& all = m_questions->list().questions;
    return std::any_of(all.begin(), all.end(), [](const ListedQuestion& question) { return !question.isAnswerable(); });
}

QString QuestionsModel::summary() const
{
    if (!m_questions)
        return {};
    const QuestionList& list = m_questions->list();
    return countOf(list.questions.size(), m_rows.size()) + leftOutText(list) +
           answersText(list.answersLeftOut);
}

QString QuestionsModel::notes() const
{
    if (!m_questions)
        return {};
    const QuestionList& list = m_questions->list();
    QStringList lines;
    for (const ListNote& note : list.notes)
        if (lines.size() < shownNotes)
            lines << lineOf(note);
    const std::size_t more = list.notes.size() - static_cast<std::size_t>(lines.size());
    if (more > 0)
        lines << tr("and %1 more").arg(numberText(more));
    return lines.join(QLatin1Char('\n'));
}

int QuestionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant QuestionsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ListedQuestion& asked = question(index.row());
    const auto title = [&] { return QString::fromStdString(paragraph(index.row()).title); };
    switch (role) {
    case Qt::DisplayRole:
    case QuestionRole: return QString::fromStdString(asked.text).simplified();
    case AnswerRole: return expectedText(asked.expected);
    case TitleRole: return title();
    case Qt::ToolTipRole: {
        const QString context = QString::fromStdString(paragraph(index.row()).context);
        const QString cut = context.size() > hintLength ? context.left(hintLength) + QChar(0x2026) : context;
        return QStringLiteral("<qt><b>%1</b><br/>%2</qt>").arg(title().toHtmlEscaped(), cut.toHtmlEscaped());
    }
    default: return {};
    }
}

} // namespace headlight::ui
