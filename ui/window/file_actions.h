// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QWidget;

namespace headlight::ui {

class Settings;
class Workbench;

/// Opens files and folders that a person chooses, saves where they choose, and remembers where that was.
class FileActions : public QObject {
    Q_OBJECT
public:
    FileActions(Workbench* workbench, Settings* settings, QWidget* window);

    QStringList recent() const; ///< sessions, newest first
    /// Removes what killed saves have left where sessions were opened or saved lately.
    void removeLitter();

public slots:
    /// A session file, a list of questions (JSON or text, by its suffix), or a model folder.
    void open(const QString& path);
    void chooseModelFolder();
    void chooseSession();
    void chooseQuestions();
    void browseSessions();
    void chooseCompared();
    bool save(); ///< false: the user chose no file
    bool saveAs();
    /// One result as save() does; of several, those without a file become new files in a folder that is asked for once.
    bool saveUnsaved();

private:
    QString askForSession(const QString& title);

    Workbench* m_workbench;
    Settings* m_settings;
    QWidget* m_window;
};

/// Whether a file of that name is a session.
bool isSessionName(const QString& file);

} // namespace headlight::ui
