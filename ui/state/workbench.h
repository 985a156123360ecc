// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <map>

#include "ui/jobs/analysis_worker.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/candidates_model.h"
#include "ui/state/cost_model.h"
#include "ui/state/document.h"
#include "ui/state/ghost.h"
#include "ui/state/input_model.h"
#include "ui/state/inspector_model.h"
#include "ui/state/question_library.h"
#include "ui/state/run_history.h"
#include "ui/state/selection.h"
#include "ui/state/session_files.h"
#include "ui/state/undo_recorder.h"
#include "ui/state/windows_model.h"

namespace headlight::ui {

/// Where an error belongs on screen: beside what caused it.
enum class Place { Model, Input, Document };

/// All that the window shows and does, without the window: the model that is open, the question, the run, the result on
/// screen, its selection and its file.
class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(std::unique_ptr<AnalysisBackend> backend, QObject* parent = nullptr);

    Selection* selection() { return &m_selection; }
    InputModel* input() { return &m_input; }
    InspectorModel* inspector() { return &m_inspector; }
    CandidatesModel* candidates() { return &m_candidates; }
    WindowsModel* windows() { return &m_windows; }
    RunHistory* history() { return &m_history; }
    Document* document() { return &m_document; }
    CostModel* cost() { return &m_cost; }
    QuestionLibrary* questions() { return &m_questions; }
    /// Steps of the selection and of the input.
    UndoRecorder* undo() { return &m_undo; }
    BackgroundJobs* jobs() { return &m_jobs; }
    /// What becomes of the files of the sessions that are open.
    SessionFiles* files() { return &m_files; }

    const ResultPtr& result() const { return m_result; }
    /// The run before that on screen, of much the same text.
    const GhostKeeper* ghost() const { return &m_ghost; }
    /// What the result on screen is compared with; null: nothing was chosen.
    const ResultPtr& compared() const { return m_compared; }
    /// The model that is open, with the hash of its weights once that is known; null: none is.
    const ModelIdentity* model() const { return m_model ? &*m_model : nullptr; }
    const std::filesystem::path& modelFolder() const { return m_modelFolder; } ///< empty: none is open
    bool isBusy() const { return m_worker.isBusy(); }
    bool isRunning() const { return m_worker.isRunning(); }
    /// What Save writes and Export draws: the result with the state of its views.
    Session session() const;
    /// The rows of the history that no file holds as they are.
    QList<int> unsavedRows() const;
    bool hasUnsaved() const { return m_document.isDirty() || !unsavedRows().isEmpty(); }
    /// A file name made of the question, or that of the file.
    QString suggestedFile() const;
    QString suggestedFile(const AnalysisResult& result) const;
    /// The view in front, as sessions name it.
    const QString& frontView() const { return m_frontView; }

public slots:
    void openModel(const std::filesystem::path& folder);
    void run();
    /// A run that nobody asked for (an example): leaving without saving it loses nothing.
    void runExample(const QString& question, const QString& context);
    /// Runs what is on screen again, with the attribution of hidden units kept; the option stays on.
    void runKeepingHidden();
    /// The same, with integrated gradients of words, positions and segments.
    void runWithEmbeddings();
    /// Runs what is on screen again, with another target.
    void explain(const headlight::Target& target);
    /// The same, with the error of rule captum measured; the option stays on.
    void runMeasuringError();
    /// Shows another window of the context on screen: from the history if it was analysed before, else by a run.
    void showWindow(int window);
    void cancel();
    void showRecord(int row);
    /// Fills the input with a question of the list that is open.
    void useQuestion(int row);
    /// Sets a run of the history beside what is on screen; -1: none.
    void compareWith(int historyRow);
    void openSession(const QString& file);
    /// Sets the result of a session file beside what is on screen.
    void compareWithSession(const QString& file);
    void saveSession(const QString& file);
    /// The same, with attention and norms as float16 or not; Save keeps to it.
    void saveSessionAs(const QString& file, bool half);
    /// Saves all that unsavedRows() names: under their names, those without one as new files in `folder`.
    void saveAll(const QString& folder);
    /// Reads the file on screen again, in place of what is on screen.
    void reloadSession();
    /// What is on screen holds, whatever has become of its file; the next save replaces that.
    void keepMine();
    /// Adds what was read from a file kept for the case of a crash. `document` says where it belongs.
    void restoreResult(const Session& session, const DocumentState& document);
    void setFrontView(const QString& view) { m_frontView = view; }
    void setOpenViews(const QStringList& views) { m_openViews = views; }
    /// Asked for what is on screen beyond the selection when a session is made.
    void setScreen(std::function<void(ViewState&)> describe) { m_describeScreen = std::move(describe); }

signals:
    void busyChanged(bool busy);
    void progressed(const headlight::Progress& progress);
    void modelOpened(const headlight::ModelIdentity& model);
    void modelWarned(const QString& warning); ///< after modelOpened(), where its weights call for it
    void modelHashed(const headlight::ModelIdentity& model); ///< with its hash, some time after modelOpened()
    void modelRefused(); ///< after problem(); the model before it is still open
    void runStarted();
    void resultChanged(const headlight::ResultPtr& result);
    void comparedChanged(const headlight::ResultPtr& result);
    void comparisonAsked(); ///< by the user, not by a session that is opened
    void sessionOpened(const QString& file, const headlight::ViewState& view);
    void sessionSaved(const QString& file);
    void problem(headlight::ui::Place place, const headlight::Error& error);
    void solved(headlight::ui::Place place); ///< what was shown there no longer holds

private:
    void connectWorker();
    void runAgain(const Options& options);
    Result<void> canCompute(const QString& what) const;
    static Result<void> positionsAreOfOneWindow(const Target& target);
    void endOpenModel(const ModelIdentity& model);
    void refuseModel(const Error& error);
    void showResult(const ResultPtr& result);
    void finishRun(const ResultPtr& result);
    void keepPartialResult();
    void pinStrongestCell();
    void keepDocument();
    void show(const RunRecord& record);
    void fillInput(const AnalysisResult& result);
    void takeExpected();
    struct ReadFile;
    static ReadFile readFile(const QString& file, const QStringList& open);
    void showSession(const QString& file, ReadFile read);
    void forgetOthersOf(const QString& file);
    Session sessionOf(const ResultPtr& result, const DocumentState& document) const;
    void write(const Session& session, const QString& file, const DocumentState& state);
    bool wouldReplaceOthers(const QString& file);
    QStringList openFiles() const;
    void forgetClosedFiles();
    void applyViewState(const ViewState& view);
    void setCompared(ResultPtr chosen, const QString& file = {});
    QString fileOf(const ResultPtr& result) const;
    ComparedSession comparedOf(const ResultPtr& result, const QString& file) const;
    void restoreCompared(const QString& file, ReadFile& read);
    void lookBeside(const QString& file, const std::string& name);
    void missCompared(const Error& why);
    void missNoMore();
    void endSave(const QString& file, const ResultPtr& result, const DocumentState& written);

    Selection m_selection;
    Document m_document;
    RunHistory m_history;
    CandidatesModel m_candidates;
    WindowsModel m_windows;
    SessionFiles m_files;
    BackgroundJobs m_jobs; ///< before those that use it, so that it outlives them
    InputModel m_input;
    InspectorModel m_inspector;
    CostModel m_cost;
    QuestionLibrary m_questions;
    GhostKeeper m_ghost;
    UndoRecorder m_undo;
    ResultPtr m_result;
    ResultPtr m_compared;
    QString m_comparedFile; ///< that it was read from
    std::map<ResultPtr, QString> m_named; ///< files that results without one are being saved to, together
    bool m_missed = false; ///< it was said that what a session was compared with is not there
    std::function<void(ViewState&)> m_describeScreen;
    QString m_frontView = QStringLiteral("heads");
    QStringList m_openViews;
    std::filesystem::path m_modelFolder;
    ExpectedAnswers m_asked; ///< what was expected when the run under way began
    std::optional<ModelIdentity> m_model; ///< that is open
    std::filesystem::path m_openingFolder;
    bool m_reloading = false;
    bool m_unasked = false;      ///< the run under way is an example
    std::uint64_t m_opening = 0; ///< counts sessions asked for, so that the newest wins
    std::uint64_t m_openingCompared = 0; ///< the same of those to compare with
    AnalysisWorker m_worker;     ///< last: its destructor waits before the rest goes
};

} // namespace headlight::ui
