// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_view.h"

#include <QKeyEvent>
#include <QStackedWidget>

#include "figures/board_figure.h"
#include "figures/compare_text.h"
#include "figures/map_figures.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/run_history.h"
#include "ui/state/selection.h"
#include "ui/views/compare_controls.h"
#include "ui/views/flow_row.h"

namespace headlight::ui {
namespace {

constexpr int navigatorWidth = 250;
constexpr int widthForBoth = 900; // narrower views show the head alone

} // namespace

CompareView::CompareView(Selection* selection, QWidget* parent)
    : FigureView(selection, "compare",
                 tr("Two measures, or two runs, stand beside each other here once a question was run."), parent),
      m_chooser(new CompareControls(this)),
      m_navigator(new FigurePlot)
{
    setMeasuresShown(false);
    m_chooser->placeIn(controls());
    placeNavigator();
    connectChoices();
    CompareView::updateStyle();
}

void CompareView::placeNavigator()
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* row = new QHBoxLayout;
    const int index = column->indexOf(pages());
    column->removeWidget(pages());
    row->setSpacing(0);
    row->addWidget(m_navigator, 0, Qt::AlignTop);
    row->addWidget(pages(), 1);
    column->insertLayout(index, row, 1);
    m_navigator->setFocusPolicy(Qt::TabFocus);
    m_navigator->setFixedSize(navigatorWidth, navigatorWidth);
    m_navigator->hide();
}

void CompareView::connectChoices()
{
    connect(m_chooser, &CompareControls::measureChosen, selection(), &Selection::setMeasure);
    connect(m_chooser, &CompareControls::choicesChanged, selection(), &Selection::setViewChoices);
    connect(m_chooser, &CompareControls::sameResultChosen, this, &View::comparisonEnded);
    connect(m_chooser, &CompareControls::otherSessionWanted, this, &View::otherSessionWanted);
    connect(m_chooser, &CompareControls::runChosen, this, &View::runWanted);
    connect(selection(), &Selection::viewChoicesChanged, this, &CompareView::refresh);
    connect(selection(), &Selection::pinnedChanged, this, &CompareView::followHead);
    m_navigator->setAccessibleName(tr("Agreement of each head"));
    connect(selection(), &Selection::pinnedChanged, m_navigator, &FigurePlot::setPinned);
    connect(&m_board, &HeadBoard::changed, this, &CompareView::refresh);
    connect(m_navigator, &FigurePlot::clicked, this,
            [this](int panel, const PanelCell& place) { cellClicked(m_navigator->scene().panel(panel), place); });
}

void CompareView::setCompared(const ResultPtr& other)
{
    m_other = other;
    refresh();
}

void CompareView::setHistory(const RunHistory* history)
{
    m_chooser->setHistory(history);
    connect(history, &QAbstractItemModel::rowsInserted, this, &CompareView::refresh);
    connect(history, &QAbstractItemModel::rowsRemoved, this, &CompareView::refresh);
}

/// Other layers are followed by every view.
void CompareView::followHead(const Cell& cell)
{
    if (cell.head != m_shownHead && !showsBoard())
        refresh();
}

bool CompareView::showsBoard() const
{
    return selection()->viewChoices().mode == CompareMode::Board;
}

bool CompareView::navigatorFits() const
{
    return width() >= widthForBoth;
}

FigureRequest CompareView::request() const
{
    FigureRequest request = FigureView::request();
    request.head = std::max(0, selection()->head());
    request.choices = selection()->viewChoices();
    request.other = m_other == result() ? nullptr : m_other;
    return requestWithBoard(request);
}

FigureRequest CompareView::requestWithBoard(FigureRequest request) const
{
    if (m_boardThere) {
        request.board = m_board.board();
        request.boardGrowing = m_board.isGrowing();
    }
    return request;
}

Exactness CompareView::exactness() const
{
    return result() ? compareExactness(*result(), request()) : Exactness();
}

void CompareView::setMode(CompareMode mode)
{
    ViewChoices choices = selection()->viewChoices();
    choices.mode = mode;
    selection()->setViewChoices(choices);
}

/// A head of the board opens; a cell of a head goes to the Heads view.
void CompareView::cellDoubleClicked(const Panel& panel, const PanelCell& place)
{
    cellClicked(panel, place);
    if (showsBoard())
        setMode(CompareMode::Side);
    else
        emit viewRequested(headsId);
}

void CompareView::askBoard()
{
    m_boardThere = false;
    const FigureRequest asked = request();
    if (!result() || !(showsBoard() || navigatorFits()))
        return;
    const auto pair = comparedPair(*result(), asked);
    if (!pair)
        return;
    m_board.ask(*pair, boardRequestOf(asked));
    m_boardThere = true;
}

void CompareView::updateControls()
{
    FigureView::updateControls();
    m_shownHead = selection()->head();
    askBoard();
    m_chooser->show(result().get(), request());
    showNavigator();
}

void CompareView::showNavigator()
{
    const bool shown = m_boardThere && !showsBoard() && navigatorFits();
    if (!shown)
        return m_navigator->hide();
    const FigureRequest asked = request();
    FigureData figure = boardFigure(*result(), asked, *comparedPair(*result(), asked));
    figure.panels[0].title = asked.boardGrowing ? figure.panels[0].title : figure.unit;
    figure.colourBar = figure.panels[0].numbers = false;
    m_navigator->setPinned(selection()->pinned());
    m_navigator->setFixedSize(navigatorWidth, ui::heightForWidth(figure, m_navigator->scene().style, navigatorWidth));
    m_navigator->setFigure(figure);
    m_navigator->setAccessibleName(figure.title);
    m_navigator->show();
}

void CompareView::updateStyle()
{
    FigureView::updateStyle();
    m_navigator->setStyle(FigureStyle::fromPalette(palette(), font()));
    if (m_navigator->isVisibleTo(this))
        showNavigator(); // it is as high as its font wants
}

void CompareView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter)
        setMode(showsBoard() ? CompareMode::Side : CompareMode::Board);
    else
        FigureView::keyPressEvent(event);
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    FigureView::resizeEvent(event);
    if (!showsBoard() && navigatorFits() != m_navigator->isVisibleTo(this))
        refresh();
}

} // namespace headlight::ui
