// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMessageBox>
#include <QObject>
#include <functional>

namespace headlight::ui {

class FileActions;
class SessionDesk;

/// Asks before unsaved work is left, and closes the window once it was saved, where that was the answer.
class UnsavedGuard : public QObject {
    Q_OBJECT
public:
    UnsavedGuard(SessionDesk* sessions, FileActions* files, QWidget* window);

    /// Whether the window may close now.
    bool mayClose();
    /// Something went wrong: the window is no longer closed by what is saved.
    void stay() { m_closeWhenSaved = false; }
    /// Replaces the question.
    void setQuestion(std::function<QMessageBox::StandardButton()> ask) { m_ask = std::move(ask); }

private:
    QMessageBox::StandardButton ask();

    SessionDesk* m_sessions;
    FileActions* m_files;
    QWidget* m_window;
    std::function<QMessageBox::StandardButton()> m_ask;
    bool m_closeWhenSaved = false;
};

} // namespace headlight::ui
