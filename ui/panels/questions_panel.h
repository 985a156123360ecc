// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace headlight::ui {

class ErrorBar;
class QuestionLibrary;

/// The list of questions that is open: a search, filters by title and by whether there is an answer, and the questions
/// with their expected answers. A click or Enter chooses one.
class QuestionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit QuestionsPanel(QuestionLibrary* library, QWidget* parent = nullptr);

    ErrorBar* errorBar() const { return m_errors; }

signals:
    void wanted(int row);

private:
    QWidget* makeFilters();
    QWidget* makeReading();
    void showReading(bool reading);
    void showList();
    void filter();

    QuestionLibrary* m_library;
    ErrorBar* m_errors;
    QLineEdit* m_words;
    QComboBox* m_title;
    QComboBox* m_answerable;
    QLabel* m_summary;
    QListView* m_list;
    QWidget* m_reading;
    QWidget* m_filters;
    QTimer m_rest; ///< after the last letter of the search
};

} // namespace headlight::ui
