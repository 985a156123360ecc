// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/left_panel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/panels/error_bar.h"
#include "ui/panels/history_view.h"
#include "ui/panels/input_panel.h"
#include "ui/panels/labels.h"
#include "ui/panels/model_panel.h"
#include "ui/panels/options_panel.h"
#include "ui/panels/questions_panel.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

/// Whether `options` computes what `preset` does; memory and threads do not matter.
bool follows(const Options& options, Preset preset)
{
    const Options own = presetOptions(preset);
    return options.segments == own.segments && options.baseline == own.baseline && options.rule == own.rule &&
           options.target.kind == own.target.kind && options.steps == own.steps && options.tolerance == own.tolerance &&
           options.maxPoints == own.maxPoints;
}

QString presetText(const Options& options)
{
    if (follows(options, Preset::Accurate))
        return LeftPanel::tr("Accurate ▾");
    return follows(options, Preset::Tutorial) ? LeftPanel::tr("Tutorial ▾") : LeftPanel::tr("Custom ▾");
}

} // namespace

LeftPanel::LeftPanel(Workbench* workbench, ExamplesModel* examples, QWidget* parent)
    : QScrollArea(parent),
      m_workbench(workbench),
      m_model(new ModelPanel),
      m_options(new OptionsPanel),
      m_inputErrors(new ErrorBar),
      m_questions(new QuestionsPanel(workbench->questions())),
      m_history(new HistoryView(workbench->history())),
      m_listTabs(new QTabBar),
      m_lists(new QStackedWidget),
      m_run(new QPushButton(tr("Run"))),
      m_cancel(new QPushButton(tr("Cancel"))),
      m_preset(linkButton({})),
      m_cost(roleLabel("quiet"))
{
    setObjectName("side");
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // it scrolls to what has the focus
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUpPresets();
    setWidget(makeContents(examples));
    connectWorkbench();
    showOptions();
    showCost();
    showBusy(false);
    fitLists();
}

QWidget* LeftPanel::makeContents(ExamplesModel* examples)
{
    auto* contents = new QWidget;
    contents->setObjectName("sideContents");
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    column->addWidget(m_model);
    column->addSpacing(8);
    auto* input = new InputPanel(m_workbench->input(), examples);
    connect(input, &InputPanel::edited, m_inputErrors, &ErrorBar::clear);
    connect(input, &InputPanel::refused, m_inputErrors, &ErrorBar::showError);
    connect(input, &InputPanel::submitted, m_workbench->runner(), &Runner::run);
    column->addWidget(input, 1);
    column->addWidget(m_inputErrors);
    column->addWidget(makeRunRow());
    column->addWidget(m_cost);
    column->addWidget(m_options);
    column->addSpacing(6);
    column->addWidget(makeLists(), 1);
    return contents;
}

/// The history, and beside it the questions of a list once one was opened.
QWidget* LeftPanel::makeLists()
{
    connect(m_history, &HistoryView::wanted, m_workbench->shown(), &ShownResult::showRecord);
    connect(m_history, &HistoryView::comparisonWanted, m_workbench->compared(), &ComparedResult::setRecord);
    connect(m_questions, &QuestionsPanel::wanted, m_workbench, &Workbench::useQuestion);
    m_lists->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored); // takes what is left
    m_lists->addWidget(m_history);
    m_lists->addWidget(m_questions);
    m_listTabs->setObjectName("listTabs");
    m_listTabs->setDrawBase(false);
    m_listTabs->setExpanding(false);
    m_listTabs->setAccessibleName(tr("Lists"));
    m_listTabs->addTab(tr("History"));
    m_listTabs->addTab(tr("Questions"));
    m_listTabs->setTabVisible(1, false);
    connect(m_listTabs, &QTabBar::currentChanged, m_lists, &QStackedWidget::setCurrentIndex);
    connect(m_listTabs, &QTabBar::currentChanged, this, &LeftPanel::fitLists);
    const RunHistory* history = m_workbench->history();
    connect(history, &QAbstractItemModel::rowsInserted, this, &LeftPanel::fitLists);
    connect(history, &QAbstractItemModel::rowsRemoved, this, &LeftPanel::fitLists);
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_listTabs);
    column->addWidget(m_lists, 1);
    return holder;
}

/// A history takes no more than its runs need; what is left is the context's.
void LeftPanel::fitLists()
{
    const bool history = m_lists->currentWidget() == m_history;
    const int rows = m_history->heightOfRows();
    const int tabs = m_listTabs->sizeHint().height() + m_lists->parentWidget()->layout()->spacing();
    m_lists->setMaximumHeight(history ? rows : QWIDGETSIZE_MAX);
    m_lists->parentWidget()->setMaximumHeight(history ? tabs + rows : QWIDGETSIZE_MAX);
}

/// The bar's room is always kept: contents that got narrower with it would be higher, and ask for it again.
int LeftPanel::neededWidth() const
{
    return widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
}

bool LeftPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        emit contentsChanged();
    return QScrollArea::eventFilter(watched, event);
}

void LeftPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitLists();
}

void LeftPanel::showQuestions()
{
    m_listTabs->setTabVisible(1, true);
    m_listTabs->setCurrentIndex(1);
}

QWidget* LeftPanel::makeRunRow()
{
    m_run->setObjectName("run");
    m_run->setToolTip(tr("Run the model, and attribute what it says (Ctrl+Return)"));
    m_cancel->setToolTip(tr("Stop the work"));
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 2, 0, 2);
    row->addWidget(m_run);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_preset);
    return holder;
}

void LeftPanel::setUpPresets()
{
    auto* menu = new QMenu(m_preset);
    const auto use = [this](Preset preset) {
        return [this, preset] { m_workbench->input()->usePreset(preset); };
    };
    menu->setToolTipsVisible(true);
    menu->addAction(tr("Accurate"), this, use(Preset::Accurate))->setToolTip(tr("The integral itself, to 1 %"));
    menu->addAction(tr("Tutorial"), this, use(Preset::Tutorial))->setToolTip(tr("As the Captum tutorials compute it"));
    menu->addSeparator();
    QAction* fold = menu->addAction(tr("Show options"));
    fold->setCheckable(true);
    connect(fold, &QAction::toggled, m_options, &QWidget::setVisible);
    m_options->hide();
    m_preset->setMenu(menu);
    m_preset->setPopupMode(QToolButton::InstantPopup);
    m_preset->setToolTip(tr("How the attribution is computed"));
    m_preset->setAccessibleName(tr("Preset"));
}

void LeftPanel::connectWorkbench()
{
    connect(m_run, &QPushButton::clicked, m_workbench->runner(), &Runner::run);
    connect(m_cancel, &QPushButton::clicked, m_workbench, &Workbench::cancel);
    connect(m_workbench, &Workbench::busyChanged, this, &LeftPanel::showBusy);
    connect(m_workbench->input(), &InputModel::optionsChanged, this, &LeftPanel::showOptions);
    connect(m_workbench->input(), &InputModel::taskChanged, this,
            [this] { m_options->setTask(m_workbench->input()->task()); });
    connect(m_options, &OptionsPanel::optionsEdited, m_workbench->input(), &InputModel::setOptions);
    connect(m_workbench->cost(), &CostModel::changed, this, &LeftPanel::showCost);
    connect(m_workbench->questions(), &QuestionLibrary::readingChanged, this, [this](bool reading) {
        if (reading)
            showQuestions();
    });
    connect(m_model, &ModelPanel::chosen, m_workbench->model(), &ModelHost::open);
}

void LeftPanel::showOptions()
{
    const Options& options = m_workbench->input()->options();
    m_preset->setText(presetText(options));
    m_options->setOptions(options);
}

void LeftPanel::showCost()
{
    const QString text = m_workbench->cost()->text();
    m_cost->setText(text);
    m_cost->setVisible(!text.isEmpty());
}

void LeftPanel::showBusy(bool busy)
{
    m_cancel->setEnabled(busy);
}

} // namespace headlight::ui
