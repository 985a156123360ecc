// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/error.h"

class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace headlight::ui {

class ContextField;
class ExamplesModel;
class InputModel;
class LiveTokens;

/// The question and the context, or what the model's task has in their place, with the number of tokens they make, and
/// examples to start from.
class InputPanel : public QWidget {
    Q_OBJECT
public:
    InputPanel(InputModel* input, ExamplesModel* examples, QWidget* parent = nullptr);

signals:
    void edited();    ///< question or context
    void submitted(); ///< Enter in the question
    void refused(const headlight::Error& error); ///< what was pasted or dropped is not, or not wholly, a text

private:
    QWidget* questionHeader();
    QWidget* contextHeader();
    void unfoldTokens(bool unfolded);
    void connectInput();
    void fillExamples();
    void useExample(int row);
    void showTexts();
    void showTask();
    void showCount();
    void checkQuestion(const QString& question);
    void takeContext();

    InputModel* m_input;
    ExamplesModel* m_examples;
    QToolButton* m_examplesButton;
    QMenu* m_examplesMenu;
    QLabel* m_questionHeading;
    QLabel* m_contextHeading;
    QLineEdit* m_question;
    QString m_questionBefore;
    ContextField* m_context;
    QLabel* m_count;
    LiveTokens* m_tokens;
    QToolButton* m_tokensButton;
};

} // namespace headlight::ui
