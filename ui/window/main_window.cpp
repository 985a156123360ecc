// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include "core/model/model_finder.h"
#include "figures/isolated.h"
#include "ui/panels/answer_panel.h"
#include "ui/panels/error_bar.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/left_panel.h"
#include "ui/panels/model_panel.h"
#include "ui/panels/notice_bars.h"
#include "ui/panels/run_status.h"
#include "ui/panels/start_page.h"
#include "ui/state/auto_saver.h"
#include "ui/theme/application_theme.h"
#include "ui/views/view.h"
#include "ui/window/cell_boxes.h"
#include "ui/window/drop_target.h"
#include "ui/window/figure_actions.h"
#include "ui/window/file_actions.h"
#include "ui/window/file_drops.h"
#include "ui/window/focus_ring.h"
#include "ui/window/key_filter.h"
#include "ui/window/main_menus.h"
#include "ui/window/session_notices.h"
#include "ui/window/unsaved_guard.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

constexpr QSize smallestSize(1000, 640);
constexpr int narrowestSide = 210;
constexpr int narrowestInspector = 230;
constexpr int tellMilliseconds = 6000;

} // namespace

MainWindow::MainWindow(std::unique_ptr<AnalysisBackend> backend, QWidget* parent)
    : QMainWindow(parent),
      m_workbench(new Workbench(std::move(backend), this)),
      m_exampleRunner(m_workbench, &m_examples),
      m_columns(new QSplitter),
      m_left(new LeftPanel(m_workbench, &m_examples)),
      m_start(new StartPage(&m_examples)),
      m_answer(new AnswerPanel(m_workbench)),
      m_noticeBars(new NoticeBars),
      m_notices(new SessionNotices(m_workbench, m_noticeBars, this)),
      m_documentErrors(new ErrorBar),
      m_views(new ViewDocks(m_workbench->selection())),
      m_inspector(new InspectorPanel(m_workbench)),
      m_status(new RunStatus),
      m_files(new FileActions(m_workbench, &m_settings, this)),
      m_figures(new FigureActions(m_workbench, m_views, this)),
      m_unsaved(new UnsavedGuard(m_workbench->sessions(), m_files, this)),
      m_memory({this, m_columns, m_views, m_workbench}, &m_settings)
{
    setMinimumSize(smallestSize);
    makeColumns();
    m_menus = new MainMenus({m_workbench, m_views, m_files, m_figures, &m_preferences, &m_examples}, this);
    menuBar()->setNativeMenuBar(false); // its corner holds the layer and the head
    menuBar()->setCornerWidget(new CellBoxes(m_workbench->selection()));
    new KeyFilter(this);
    new FocusRing(this);
    new FileDrops(this);
    new DropTarget(m_files, m_workbench->input(), this);
    connectRuns();
    connectViews();
    connectComparison();
    connectPanels();
    connectModel();
    connectProblems();
    m_memory.restore();
    applyPreferences(m_preferences.preferences(), {}, *m_workbench);
    connect(&m_preferences, &PreferencesModel::changed, this, &MainWindow::usePreferences);
    updateTitle();
    m_start->setRecent(m_settings.recentFiles());
    showStart();
}

// The widgets go first: they show what the workbench has.
MainWindow::~MainWindow()
{
    delete m_autoSaver;
    delete m_notices;
    delete m_columns;
    m_workbench->keptScreen()->setViews({});
    delete m_workbench;
}

void MainWindow::makeColumns()
{
    m_columns->addWidget(m_left);
    m_columns->addWidget(makeCentre());
    m_columns->addWidget(m_inspector);
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_columns->setStretchFactor(1, 1);
    m_inspector->setMinimumWidth(narrowestInspector);
    setCentralWidget(m_columns);
    statusBar()->addWidget(m_status, 1);
    statusBar()->setSizeGripEnabled(false);
}

QWidget* MainWindow::makeCentre()
{
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_noticeBars);
    column->addWidget(m_documentErrors);
    column->addWidget(m_start, 1);
    column->addWidget(m_answer);
    column->addWidget(m_views, 1);
    return centre;
}

void MainWindow::connectRuns()
{
    const auto showRunning = [this] { m_views->setRunning(m_workbench->runner()->isRunning()); };
    connect(m_workbench, &Workbench::busyChanged, m_views, showRunning);
    connect(m_workbench->runner(), &Runner::started, m_views, showRunning);
    connect(m_workbench->shown(), &ShownResult::changed, m_views, showRunning);
    connect(m_workbench->shown(), &ShownResult::changed, m_views, &ViewDocks::setResult);
    connect(m_workbench->shown(), &ShownResult::changed, m_status, &RunStatus::setResult);
    connect(m_workbench, &Workbench::busyChanged, m_status, &RunStatus::setBusy);
    connect(m_workbench, &Workbench::progressed, m_status, &RunStatus::showProgress);
    connect(m_workbench->runner(), &Runner::started, this, &MainWindow::showStart);
    connect(m_workbench->shown(), &ShownResult::changed, this, &MainWindow::showStart);
    connect(m_workbench, &Workbench::busyChanged, this, &MainWindow::showStart);
    connect(m_workbench->shown()->document(), &Document::changed, this, &MainWindow::updateTitle);
}

void MainWindow::connectViews()
{
    m_workbench->keptScreen()->setViews(m_views->keptFields());
    FollowUpRuns* runs = m_workbench->followUps();
    connect(m_views, &ViewDocks::hiddenUnitsRequested, runs, &FollowUpRuns::keepHidden);
    connect(m_views, &ViewDocks::errorRequested, runs, &FollowUpRuns::measureError);
    for (const View* view : m_views->views())
        connect(view, &View::embeddingsRequested, runs, &FollowUpRuns::withEmbeddings);
    connect(m_workbench->model(), &ModelHost::opened, m_views, &ViewDocks::setOpenModel);
    connect(m_workbench->model(), &ModelHost::hashed, m_views, &ViewDocks::setOpenModel);
    connect(m_answer, &AnswerPanel::viewRequested, m_views, &ViewDocks::showView);
    connect(m_figures, &FigureActions::told, this,
            [this](const QString& text) { statusBar()->showMessage(text, tellMilliseconds); });
}

void MainWindow::connectComparison()
{
    ComparedResult* compared = m_workbench->compared();
    connect(compared, &ComparedResult::asked, m_views, [this] { m_views->showView(QStringLiteral("compare")); });
    for (View* view : m_views->views()) {
        connect(compared, &ComparedResult::changed, view, &View::setCompared);
        view->setHistory(m_workbench->history());
        view->setWhatIf(m_workbench->whatIf());
        connect(view, &View::runWanted, compared, &ComparedResult::setRecord);
        connect(view, &View::comparisonEnded, compared, [compared] { compared->setRecord(-1); });
        connect(view, &View::otherSessionWanted, m_files, &FileActions::chooseCompared);
    }
}

void MainWindow::connectPanels()
{
    connect(m_left, &LeftPanel::contentsChanged, this, &MainWindow::fitLeftColumn);
    connect(m_left->modelPanel(), &ModelPanel::folderWanted, m_files, &FileActions::chooseModelFolder);
    connect(m_start, &StartPage::modelWanted, m_files, &FileActions::chooseModelFolder);
    connect(m_start, &StartPage::sessionWanted, m_files, &FileActions::chooseSession);
    connect(m_start, &StartPage::questionsWanted, m_files, &FileActions::chooseQuestions);
    connect(m_start, &StartPage::exampleWanted, &m_exampleRunner, &ExampleRunner::run);
    connect(m_start, &StartPage::fileWanted, m_files, &FileActions::open);
    connect(m_notices, &SessionNotices::saveWanted, m_files, &FileActions::save);
    connect(m_notices, &SessionNotices::modelWanted, m_files, &FileActions::chooseModelFolder);
}

void MainWindow::connectModel()
{
    const ModelHost* model = m_workbench->model();
    const auto showModel = [this, model] { m_left->modelPanel()->setCurrent(model->folder()); };
    connect(model, &ModelHost::refused, this, showModel);
    connect(model, &ModelHost::opened, this, showModel);
}

void MainWindow::connectProblems()
{
    connect(m_workbench->problems(), &Problems::reported, this, &MainWindow::showProblem);
    connect(m_workbench->problems(), &Problems::solved, this, [this](Place place) { errorBar(place)->clear(); });
    connect(m_figures, &FigureActions::problem, this,
            [this](const Error& error) { showProblem(Place::Document, error); });
}

ErrorBar* MainWindow::errorBar(Place place) const
{
    switch (place) {
    case Place::Model: return m_left->modelPanel()->errorBar();
    case Place::Input: return m_left->inputErrors();
    case Place::Document: break;
    }
    return m_documentErrors;
}

void MainWindow::showProblem(Place place, const Error& error)
{
    m_unsaved->stay();
    errorBar(place)->showError(error);
}

void MainWindow::fillLists()
{
    m_workbench->jobs()->run(
        this, [] { return readExamples(resourceFolder() / "examples.json"); },
        [this](Result<std::vector<Example>> read) {
            if (read)
                m_examples.setExamples(std::move(*read));
            else
                showProblem(Place::Document, read.error());
        });
    m_workbench->jobs()->run(
        this, [] { return findModels(); },
        [this](const std::vector<FoundModel>& found) {
            m_left->modelPanel()->setModels(found);
            m_notices->setFoundModels(found);
        });
}

/// The start page, until something was asked or opened.
void MainWindow::showStart()
{
    const bool nothing = !m_workbench->result() && !m_workbench->runner()->isRunning();
    m_start->setVisible(nothing);
    m_answer->setVisible(!nothing);
    m_views->setVisible(!nothing);
}

void MainWindow::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: return m_views->step(1, 0);
    case Qt::Key_Down: return m_views->step(-1, 0);
    case Qt::Key_Right: return m_views->step(0, 1);
    case Qt::Key_Left: return m_views->step(0, -1);
    default: QMainWindow::keyPressEvent(event);
    }
}

/// The left column scrolls upwards and downwards only: it must have the width of what is in it.
void MainWindow::fitLeftColumn()
{
    m_left->setMinimumWidth(std::max(narrowestSide, m_left->neededWidth()));
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::Polish || event->type() == QEvent::FontChange)
        QTimer::singleShot(0, this, &MainWindow::fitLeftColumn); // after all within have heard of the font
    if (event->type() == QEvent::WindowActivate)                 // network file systems tell of no change
        m_workbench->sessions()->files()->check();
    return QMainWindow::event(event);
}

void MainWindow::usePreferences(const Preferences& now, const Preferences& before)
{
    applyPreferences(now, before, *m_workbench);
    const auto look = [](const Preferences& each) {
        return std::tuple(each.theme, each.highContrast, each.fontPixels);
    };
    if (look(now) != look(before))
        applyLook(*static_cast<QApplication*>(QCoreApplication::instance()),
                  {now.theme, now.highContrast, now.fontPixels});
}

void MainWindow::updateTitle()
{
    const QString name = m_workbench->shown()->document()->name();
    setWindowTitle(tr("%1[*] – Headlight").arg(name.isEmpty() ? tr("Untitled") : isolated(name)));
    setWindowModified(m_workbench->shown()->document()->isDirty());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_unsaved->mayClose())
        return event->ignore();
    m_workbench->cancel();
    m_memory.remember();
    event->accept();
}

void MainWindow::keepForRecovery(const QString& folder)
{
    m_autoSaver = new AutoSaver(m_workbench, folder);
    connect(m_autoSaver, &AutoSaver::failed, this, [this](const Error& error) { showProblem(Place::Document, error); });
    m_notices->offerRecovery(m_autoSaver);
}

void MainWindow::keepNow()
{
    if (m_autoSaver)
        m_autoSaver->keepNow();
}

void MainWindow::endKeepingAll()
{
    if (m_autoSaver)
        m_autoSaver->leave();
    m_workbench->cancel();
    m_memory.remember();
    QCoreApplication::exit(); // quit() would ask the windows, and they the person
}

} // namespace headlight::ui
