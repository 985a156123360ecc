// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace headlight::ui {

class InputModel;

/// The answers that are held to be right, on one line: several wordings parted by bars, or that there is none.
/// Optional.
class ExpectedField : public QWidget {
    Q_OBJECT
public:
    explicit ExpectedField(InputModel* input, QWidget* parent = nullptr);

private:
    void readExpected();
    void showExpected();
    void showTask();

    InputModel* m_input;
    QLineEdit* m_text;
    QToolButton* m_none;
};

} // namespace headlight::ui
