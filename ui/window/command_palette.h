// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/state/command_model.h"

class QLineEdit;
class QListView;

namespace headlight::ui {

/// All that can be done, found by typing some letters of its name; Up and Down choose, Enter does it, Escape leaves.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* parent);

    /// Shows itself at the top of the parent's window.
    void open(Commands commands);

    QLineEdit* field() const { return m_field; }
    QListView* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    void runCurrent();

    CommandModel m_model;
    QLineEdit* m_field;
    QListView* m_list;
};

} // namespace headlight::ui
