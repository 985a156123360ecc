// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QMessageBox>
#include <functional>

#include "ui/state/examples_model.h"
#include "ui/state/preferences.h"
#include "ui/state/settings.h"
#include "ui/state/workbench.h"

class QMenu;
class QMimeData;
class QSplitter;

namespace headlight::ui {

class AnswerPanel;
class AutoSaver;
class CommandPalette;
class DropHint;
class ErrorBar;
class FigureActions;
class InspectorPanel;
class LeftPanel;
class NoticeBars;
class RunStatus;
class SessionNotices;
class StartPage;
class ViewDocks;

/// The window: three columns (what is asked, what the heads did, what is under the pointer) around one workbench.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(std::unique_ptr<AnalysisBackend> backend, QWidget* parent = nullptr);
    ~MainWindow() override;

    Workbench* workbench() { return m_workbench; }
    ViewDocks* views() { return m_views; }
    LeftPanel* leftPanel() { return m_left; }
    ErrorBar* documentErrors() { return m_documentErrors; }
    NoticeBars* noticeBars() { return m_noticeBars; }
    AutoSaver* autoSaver() { return m_autoSaver; } ///< null until keepForRecovery()
    CommandPalette* commandPalette() const { return m_palette; } ///< null until it was open once
    PreferencesModel* preferences() { return &m_preferences; }
    ExamplesModel* examples() { return &m_examples; }
    FigureActions* figureActions() const { return m_figures; }

    /// Looks for models and examples in the background.
    void fillLists();
    /// Runs the first example for the model's task, as soon as the model and the examples are there.
    void runFirstExample();
    /// Keeps what is done here in `folder` for the case of a crash, and offers what a crash has left there.
    void keepForRecovery(const QString& folder);
    /// The same at once, as the system may be about to end the program.
    void keepNow();
    /// Ends the program without a question, as the system asks for it: what is unsaved is kept, and offered again.
    void endKeepingAll();
    /// Removes what killed saves have left where sessions were opened or saved lately.
    void removeLitter();
    /// A session file, a list of questions (JSON or text, by its suffix), or a model folder.
    void openPath(const QString& path);
    /// Replaces the question that is asked before unsaved work is left.
    void setUnsavedQuestion(std::function<QMessageBox::StandardButton()> ask) { m_askUnsaved = std::move(ask); }

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeColumns();
    QWidget* makeCentre();
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeThemeMenu(QMenu* menu);
    void makeRunMenu();
    void makeHelpMenu();
    void connectWorkbench();
    void showProblem(Place place, const Error& error);
    ErrorBar* errorBar(Place place) const;
    void restore();
    void remember();
    void fillRecent();
    void chooseModelFolder();
    void chooseSession();
    void browseSessions();
    void chooseQuestions();
    void runExample(int row);
    void runWantedExample();
    void showStart();
    QString askForSession(const QString& title);
    void connectComparison();
    bool save(); ///< false: the user chose no file
    bool saveAs();
    bool saveUnsaved();
    void openPalette();
    void fitLeftColumn();
    void openPreferences();
    void usePreferences(const Preferences& now, const Preferences& before);
    void leaveField();
    void updateTitle();
    static QString dropText(const QMimeData* data);
    QMessageBox::StandardButton askUnsaved();

    Settings m_settings;
    PreferencesModel m_preferences;
    ExamplesModel m_examples;
    Workbench* m_workbench;
    QSplitter* m_columns;
    LeftPanel* m_left;
    StartPage* m_start;
    AnswerPanel* m_answer;
    NoticeBars* m_noticeBars;
    SessionNotices* m_notices;
    ErrorBar* m_documentErrors;
    ViewDocks* m_views;
    InspectorPanel* m_inspector;
    RunStatus* m_status;
    FigureActions* m_figures;
    DropHint* m_dropHint;
    QMenu* m_recent = nullptr;
    AutoSaver* m_autoSaver = nullptr;
    CommandPalette* m_palette = nullptr; ///< made when it is first wanted
    std::function<QMessageBox::StandardButton()> m_askUnsaved;
    bool m_closeWhenSaved = false;
    bool m_wantsExample = false; ///< runFirstExample() waits for its model
};

} // namespace headlight::ui
