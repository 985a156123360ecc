// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace headlight::ui {

class ErrorBar;
class HistoryView;
class ExamplesModel;
class ModelPanel;
class OptionsPanel;
class QuestionsPanel;
class Workbench;

/// What is asked: the model, the question and its context, the options, Run and Cancel, the history and
/// the questions of the list that is open.
class LeftPanel : public QScrollArea {
    Q_OBJECT
public:
    LeftPanel(Workbench* workbench, ExamplesModel* examples, QWidget* parent = nullptr);

    ModelPanel* modelPanel() const { return m_model; }
    ErrorBar* inputErrors() const { return m_inputErrors; }
    QuestionsPanel* questionsPanel() const { return m_questions; }
    QPushButton* runButton() const { return m_run; }
    QPushButton* cancelButton() const { return m_cancel; }
    /// Of the contents, beside the bar that scrolls them.
    int neededWidth() const;

signals:
    /// Its contents may need another width.
    void contentsChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeContents(ExamplesModel* examples);
    QWidget* makeRunRow();
    QWidget* makeLists();
    void showQuestions();
    void setUpPresets();
    void connectWorkbench();
    void showOptions();
    void showCost();
    void showBusy(bool busy);
    void fitLists();

    Workbench* m_workbench;
    ModelPanel* m_model;
    OptionsPanel* m_options;
    ErrorBar* m_inputErrors;
    QuestionsPanel* m_questions;
    HistoryView* m_history;
    QTabBar* m_listTabs;
    QStackedWidget* m_lists;
    QPushButton* m_run;
    QPushButton* m_cancel;
    QToolButton* m_preset;
    QLabel* m_cost;
};

} // namespace headlight::ui
