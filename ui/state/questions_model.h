// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <memory>

#include "core/datasets/question_list.h"

namespace headlight::ui {

enum class Answerable { Any, Yes, No };

/// Which questions of a list are wanted.
struct QuestionFilter {
    QString words; ///< all of them in the question, its answers, its context or its title; upper or lower case
    QString title; ///< empty: any
    Answerable answerable = Answerable::Any;
    bool operator==(const QuestionFilter&) const = default;
};

/// A list with what a search looks at, made once; dear enough for a background thread.
class SearchableQuestions {
public:
    explicit SearchableQuestions(QuestionList list);

    const QuestionList& list() const { return m_list; }
    QStringList titles() const; ///< each once, in the list's order
    /// The questions that pass, in the list's order.
    std::vector<int> passing(const QuestionFilter& filter) const;

private:
    QuestionList m_list;
    std::vector<std::string> m_questions;  ///< text and answers, case folded
    std::vector<std::string> m_paragraphs; ///< title and context, likewise
};

/// The questions of the list that is open, as far as they pass the filter.
class QuestionsModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { QuestionRole = Qt::UserRole, AnswerRole, TitleRole };
    using QAbstractListModel::QAbstractListModel;

    /// No list: null. The filter is taken back.
    void setQuestions(std::shared_ptr<const SearchableQuestions> questions);
    void setFilter(const QuestionFilter& filter);
    const QuestionFilter& filter() const { return m_filter; }
    const ListedQuestion& question(int row) const;
    const std::string& context(int row) const;
    QStringList titles() const { return m_questions ? m_questions->titles() : QStringList(); }
    /// Whether the list tells questions with an answer from those without.
    bool hasUnanswerable() const;
    /// "12 of 11,873 questions; 1 left out: row 3: the question is empty".
    QString summary() const;
    /// What was left out of the list, and what is not as it should be, a line each, as far as lines have room.
    QString notes() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    const Paragraph& paragraph(int row) const;

    std::shared_ptr<const SearchableQuestions> m_questions;
    QuestionFilter m_filter;
    std::vector<int> m_rows; ///< indices into the list
};

/// "granite · of granite", "no answer", or nothing where it is not known.
QString expectedText(const ExpectedAnswers& expected);

} // namespace headlight::ui
