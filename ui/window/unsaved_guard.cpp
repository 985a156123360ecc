// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/unsaved_guard.h"

#include "ui/state/session_desk.h"
#include "ui/window/file_actions.h"

namespace headlight::ui {

UnsavedGuard::UnsavedGuard(SessionDesk* sessions, FileActions* files, QWidget* window)
    : QObject(window),
      m_sessions(sessions),
      m_files(files),
      m_window(window)
{
    connect(sessions, &SessionDesk::saved, this, [this] {
        if (m_closeWhenSaved && !m_sessions->hasUnsaved())
            m_window->close();
    });
}

bool UnsavedGuard::mayClose()
{
    const auto answer = m_sessions->hasUnsaved() ? ask() : QMessageBox::Discard;
    m_closeWhenSaved = answer == QMessageBox::Save && m_files->saveUnsaved();
    return answer == QMessageBox::Discard;
}

QMessageBox::StandardButton UnsavedGuard::ask()
{
    if (m_ask)
        return m_ask();
    const auto unsaved = m_sessions->unsavedRows().size();
    const QString text = unsaved > 1
                             ? tr("%1 results of the history are not saved. Save them before leaving?").arg(unsaved)
                             : tr("A result is not saved. Save it before leaving?");
    return QMessageBox::question(m_window, tr("Unsaved results"), text,
                                 QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
}

} // namespace headlight::ui
