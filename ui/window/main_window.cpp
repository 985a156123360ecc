// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include <QKeyEvent>
#include <QMenuBar>
#include <QSplitter>
#include <QStatusBar>
#include <QVBoxLayout>

#include "core/model/model_finder.h"
#include "ui/panels/answer_panel.h"
#include "ui/panels/error_bar.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/left_panel.h"
#include "ui/panels/model_panel.h"
#include "ui/panels/notice_bars.h"
#include "ui/panels/run_status.h"
#include "ui/panels/start_page.h"
#include "ui/state/auto_saver.h"
#include "ui/state/file_paths.h"
#include "ui/state/prediction_text.h"
#include "ui/views/view.h"
#include "ui/window/cell_boxes.h"
#include "ui/window/drop_hint.h"
#include "ui/window/figure_actions.h"
#include "ui/window/file_drops.h"
#include "ui/window/focus_ring.h"
#include "ui/window/key_filter.h"
#include "ui/window/session_notices.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

constexpr QSize smallestSize(1000, 640);
constexpr int narrowestInspector = 230;
constexpr int tellMilliseconds = 6000;

} // namespace

MainWindow::MainWindow(std::unique_ptr<AnalysisBackend> backend, QWidget* parent)
    : QMainWindow(parent),
      m_workbench(new Workbench(std::move(backend), this)),
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
      m_figures(new FigureActions(m_workbench, m_views, this)),
      m_dropHint(new DropHint(this))
{
    setAcceptDrops(true);
    setMinimumSize(smallestSize);
    makeColumns();
    makeMenus();
    menuBar()->setNativeMenuBar(false); // its corner holds the layer and the head
    menuBar()->setCornerWidget(new CellBoxes(m_workbench->selection()));
    new KeyFilter(this);
    new FocusRing(this);
    new FileDrops(this);
    connectWorkbench();
    connectComparison();
    restore();
    applyPreferences(m_preferences.preferences(), {}, *m_workbench);
    connect(&m_preferences, &PreferencesModel::changed, this, &MainWindow::usePreferences);
    updateTitle();
    m_start->setRecent(m_settings.recentFiles());
    showStart();
}

// The workbench goes first: its panels' models must outlive no signal of it.
MainWindow::~MainWindow()
{
    m_workbench->disconnect();
    delete m_autoSaver;
    delete m_notices;
    delete m_columns;
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

void MainWindow::connectWorkbench()
{
    const auto showRunning = [this] { m_views->setRunning(m_workbench->isRunning()); };
    connect(m_workbench, &Workbench::busyChanged, m_views, showRunning);
    connect(m_workbench, &Workbench::runStarted, m_views, showRunning);
    connect(m_workbench, &Workbench::resultChanged, m_views, showRunning);
    connect(m_workbench, &Workbench::resultChanged, m_views, &ViewDocks::setResult);
    connect(m_workbench, &Workbench::resultChanged, m_status, &RunStatus::setResult);
    connect(m_workbench, &Workbench::busyChanged, m_status, &RunStatus::setBusy);
    connect(m_workbench, &Workbench::progressed, m_status, &RunStatus::showProgress);
    connect(m_workbench, &Workbench::problem, this, &MainWindow::showProblem);
    connect(m_workbench->input(), &InputModel::tokenizerRead, this, &MainWindow::runWantedExample);
    connect(m_figures, &FigureActions::problem, this,
            [this](const Error& error) { showProblem(Place::Document, error); });
    connect(m_figures, &FigureActions::told, this,
            [this](const QString& text) { statusBar()->showMessage(text, tellMilliseconds); });
    connect(m_workbench, &Workbench::solved, this, [this](Place place) { errorBar(place)->clear(); });
    connect(m_workbench->document(), &Document::changed, this, &MainWindow::updateTitle);
    connect(m_workbench, &Workbench::comparisonAsked, m_views,
            [this] { m_views->showView(QStringLiteral("compare")); });
    m_workbench->setScreen([this](ViewState& view) { m_views->keepScreen(view); });
    connect(m_views, &ViewDocks::frontChanged, m_workbench, &Workbench::setFrontView);
    connect(m_views, &ViewDocks::openViewsChanged, m_workbench, &Workbench::setOpenViews);
    connect(m_views, &ViewDocks::hiddenUnitsRequested, m_workbench, &Workbench::runKeepingHidden);
    connect(m_views, &ViewDocks::errorRequested, m_workbench, &Workbench::runMeasuringError);
    for (const View* view : m_views->views())
        connect(view, &View::embeddingsRequested, m_workbench, &Workbench::runWithEmbeddings);
    connect(m_workbench, &Workbench::modelOpened, m_views, &ViewDocks::setOpenModel);
    connect(m_workbench, &Workbench::modelHashed, m_views, &ViewDocks::setOpenModel);
    connect(m_left, &LeftPanel::contentsChanged, this, &MainWindow::fitLeftColumn);
    connect(m_left->modelPanel(), &ModelPanel::folderWanted, this, &MainWindow::chooseModelFolder);
    connect(m_answer, &AnswerPanel::viewRequested, m_views, &ViewDocks::showView);
    connect(m_workbench, &Workbench::runStarted, this, &MainWindow::showStart);
    connect(m_workbench, &Workbench::resultChanged, this, &MainWindow::showStart);
    connect(m_workbench, &Workbench::busyChanged, this, &MainWindow::showStart);
    connect(m_start, &StartPage::modelWanted, this, &MainWindow::chooseModelFolder);
    connect(m_start, &StartPage::sessionWanted, this, &MainWindow::chooseSession);
    connect(m_start, &StartPage::questionsWanted, this, &MainWindow::chooseQuestions);
    connect(m_start, &StartPage::exampleWanted, this, &MainWindow::runExample);
    connect(m_start, &StartPage::fileWanted, this, &MainWindow::openPath);
    connect(m_notices, &SessionNotices::saveWanted, this, &MainWindow::save);
    connect(m_notices, &SessionNotices::modelWanted, this, &MainWindow::chooseModelFolder);
    const auto showModel = [this] { m_left->modelPanel()->setCurrent(m_workbench->modelFolder()); };
    connect(m_workbench, &Workbench::modelRefused, this, showModel);
    connect(m_workbench, &Workbench::modelOpened, this, [this, showModel] {
        showModel();
        m_settings.setModelFolder(textOf(m_workbench->modelFolder()));
    });
    connect(m_workbench, &Workbench::sessionOpened, this, [this](const QString& file, const ViewState& view) {
        m_settings.addRecentFile(file);
        m_views->restoreScreen(view);
    });
    connect(m_workbench, &Workbench::sessionSaved, this, [this](const QString& file) {
        m_settings.addRecentFile(file);
        if (m_closeWhenSaved && !m_workbench->hasUnsaved())
            close();
    });
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
    m_closeWhenSaved = false;
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
            runWantedExample();
        });
    m_workbench->jobs()->run(
        this, [] { return findModels(); },
        [this](const std::vector<FoundModel>& found) {
            m_left->modelPanel()->setModels(found);
            m_notices->setFoundModels(found);
        });
}

void MainWindow::runExample(int row)
{
    const Example& example = m_examples.example(row);
    const TaskKind open = m_workbench->input()->task();
    if (example.task != open) {
        const QString what = tr("This example is for a model that %1; the one that is open %2")
                                 .arg(taskText(example.task), taskText(open));
        showProblem(Place::Model, Error{ErrorKind::Input, what.toStdString(), {},
                                        tr("Open such a model (Ctrl+M), then choose it again.").toStdString()});
        return;
    }
    m_workbench->runExample(example.question, example.textWithMask(m_workbench->input()->maskText()));
}

void MainWindow::runFirstExample()
{
    m_wantsExample = true;
    runWantedExample();
}

void MainWindow::runWantedExample()
{
    const ModelIdentity* model = m_workbench->model();
    if (!m_wantsExample || !model || !m_workbench->input()->hasReadTokenizer() || m_examples.rowCount() == 0)
        return;
    m_wantsExample = false;
    const QList<int> rows = m_examples.rowsOf(model->task);
    const Example& example = m_examples.example(rows.isEmpty() ? 0 : rows.front()); // any text will do for an encoder
    m_workbench->runExample(example.question, example.textWithMask(m_workbench->input()->maskText()));
}

/// The start page, until something was asked or opened.
void MainWindow::showStart()
{
    const bool nothing = !m_workbench->result() && !m_workbench->isRunning();
    m_start->setVisible(nothing);
    m_answer->setVisible(!nothing);
    m_views->setVisible(!nothing);
}

void MainWindow::connectComparison()
{
    for (View* view : m_views->views()) {
        connect(m_workbench, &Workbench::comparedChanged, view, &View::setCompared);
        view->setHistory(m_workbench->history());
        connect(view, &View::runWanted, m_workbench, &Workbench::compareWith);
        connect(view, &View::comparisonEnded, m_workbench, [this] { m_workbench->compareWith(-1); });
        connect(view, &View::otherSessionWanted, this, [this] {
            const QString file = askForSession(tr("Compare with a session"));
            if (!file.isEmpty())
                m_workbench->compareWithSession(file);
        });
    }
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

void MainWindow::leaveField()
{
    m_workbench->selection()->unpin();
    m_views->front()->setFocus(Qt::OtherFocusReason);
}

} // namespace headlight::ui
