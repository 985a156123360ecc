// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace headlight::ui {

class WhatIfModel;

/// The set of what is switched off as a text that can be edited, and the sets that have names.
class WhatIfSetBar : public QWidget {
    Q_OBJECT
public:
    explicit WhatIfSetBar(QWidget* parent = nullptr);

    void setModel(WhatIfModel* model);
    /// Shows what the model has.
    void refresh();
    QLineEdit* field() const { return m_field; }
    QComboBox* names() const { return m_names; }
    /// What is wrong with the text in the field; empty: nothing.
    QString error() const;

private:
    void makeRow();
    void connectControls();
    void choose();
    void showError(const QString& text);
    void showNames();

    WhatIfModel* m_model = nullptr;
    QLineEdit* m_field;
    QComboBox* m_names;
    QToolButton* m_keep;
    QToolButton* m_forget;
    QToolButton* m_allOn;
    QToolButton* m_show;
    QLabel* m_error;
    QString m_shownSet; ///< of the model, as the field shows it where nobody edits it
};

} // namespace headlight::ui
