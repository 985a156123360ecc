// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/other_views.h"

#include <QActionGroup>

#include "figures/map_figures.h"
#include "ui/state/selection.h"
#include "ui/views/flow_row.h"
#include "ui/views/menu_button.h"

namespace headlight::ui {

LayersView::LayersView(Selection* selection, QWidget* parent)
    : FigureView(selection, "layers", tr("One map a layer, over all its heads, stands here once a question was run."),
                 parent),
      m_summary(new MenuButton(tr("Summary over heads")))
{
    controls()->insertWidget(1, m_summary);
    makeSummaries();
}

void LayersView::makeSummaries()
{
    m_summary->setToolTip(
        tr("What stands for the heads of a layer: their L2 norm, their mean, or the largest value by magnitude"));
    const auto choose = [this](const QString& name) {
        Display display = selection()->display();
        display.summary = *summaryNamed(name);
        selection()->setDisplay(display);
    };
    m_summaries = MenuButton::addChoices(m_summary->menu(),
                                         {{nameOf(Summary::Norm), tr("L2 norm")},
                                          {nameOf(Summary::Mean), tr("Mean")},
                                          {nameOf(Summary::Maximum), tr("Largest")}},
                                         choose);
}

void LayersView::updateControls()
{
    FigureView::updateControls();
    MenuButton::mark(m_summaries, nameOf(selection()->display().summary));
    m_summary->setChoiceText(m_summaries->checkedAction()->text());
    m_summary->setEnabled(kindOf(request().measure).shape != MeasureShape::LayerMaps); // a map a layer by itself
}

void LayersView::cellDoubleClicked(const Panel& panel, const PanelCell& place)
{
    cellClicked(panel, place);
    emit viewRequested(headsId);
}

OverviewView::OverviewView(Selection* selection, QWidget* parent)
    : FigureView(selection, "overview", tr("All heads of all layers stand here once a question was run."), parent)
{
}

void OverviewView::cellClicked(const Panel& panel, const PanelCell&)
{
    Cell cell = selection()->pinned(); // cells of a thumbnail are too small to be meant
    cell.layer = panel.base.layer;
    cell.head = panel.base.head;
    selection()->pin(cell);
}

void OverviewView::cellDoubleClicked(const Panel& panel, const PanelCell& place)
{
    cellClicked(panel, place);
    emit viewRequested(headsId);
}

TokenToHeadView::TokenToHeadView(Selection* selection, QWidget* parent)
    : FigureView(selection, "token-to-head",
                 tr("What every head makes of every token stands here once a question was run."), parent)
{
}

} // namespace headlight::ui
