// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "ui/state/example_runner.h"
#include "ui/state/examples_model.h"
#include "ui/state/preferences.h"
#include "ui/state/settings.h"
#include "ui/state/workbench.h"
#include "ui/window/window_memory.h"

class QSplitter;

namespace headlight::ui {

class AnswerPanel;
class AutoSaver;
class ErrorBar;
class FigureActions;
class FileActions;
class InspectorPanel;
class LeftPanel;
class MainMenus;
class NoticeBars;
class RunStatus;
class SessionNotices;
class StartPage;
class UnsavedGuard;
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
    PreferencesModel* preferences() { return &m_preferences; }
    ExamplesModel* examples() { return &m_examples; }
    ExampleRunner* exampleRunner() { return &m_exampleRunner; }
    FileActions* files() const { return m_files; }
    FigureActions* figureActions() const { return m_figures; }
    UnsavedGuard* unsavedGuard() const { return m_unsaved; }
    MainMenus* menus() const { return m_menus; }

    /// Looks for models and examples in the background.
    void fillLists();
    /// Keeps what is done here in `folder` for the case of a crash, and offers what a crash has left there.
    void keepForRecovery(const QString& folder);
    /// The same at once, as the system may be about to end the program.
    void keepNow();
    /// Ends the program without a question, as the system asks for it: what is unsaved is kept, and offered again.
    void endKeepingAll();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeColumns();
    QWidget* makeCentre();
    void connectRuns();
    void connectViews();
    void connectComparison();
    void connectPanels();
    void connectModel();
    void connectProblems();
    void showProblem(Place place, const Error& error);
    ErrorBar* errorBar(Place place) const;
    void showStart();
    void fitLeftColumn();
    void usePreferences(const Preferences& now, const Preferences& before);
    void updateTitle();

    Settings m_settings;
    PreferencesModel m_preferences;
    ExamplesModel m_examples;
    Workbench* m_workbench;
    ExampleRunner m_exampleRunner;
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
    FileActions* m_files;
    FigureActions* m_figures;
    UnsavedGuard* m_unsaved;
    MainMenus* m_menus = nullptr;
    WindowMemory m_memory;
    AutoSaver* m_autoSaver = nullptr; ///< null until keepForRecovery()
};

} // namespace headlight::ui
