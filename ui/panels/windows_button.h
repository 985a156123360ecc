// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QFrame;

namespace headlight::ui {

class WindowsModel;

/// Which window of a long context is on screen; a click lists them all, and another one can be chosen. Hidden where the
/// context was read at once.
class WindowsButton : public QToolButton {
    Q_OBJECT
public:
    explicit WindowsButton(WindowsModel* windows, QWidget* parent = nullptr);

signals:
    void windowChosen(int window);

private:
    QFrame* makeList();
    void showList();
    void showSummary();
    void choose(int row);

    WindowsModel* m_windows;
    QFrame* m_list = nullptr; ///< made at its first use
};

} // namespace headlight::ui
