// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/blocks_view.h"

#include <QCheckBox>

#include "figures/map_figures.h"
#include "ui/state/selection.h"
#include "ui/views/flow_row.h"
#include "ui/views/layer_strip.h"

namespace headlight::ui {

BlocksView::BlocksView(Selection* selection, QWidget* parent)
    : FigureView(
          selection, "blocks",
          tr("What flows between question, context and answer in each head stands here once a question was run."),
          parent),
      m_layers(new LayerStrip),
      m_signs(new QCheckBox(tr("Signed")))
{
    m_signs->setToolTip(tr("Sum the values themselves, so that what speaks for and against the target cancels"));
    controls()->insertWidget(1, m_layers, 1);
    controls()->insertWidget(2, m_signs);
    connect(m_layers, &LayerStrip::chosen, selection, &Selection::setLayer);
    connect(m_signs, &QCheckBox::clicked, this, &BlocksView::chooseSigns);
    connect(selection, &Selection::viewChoicesChanged, this, &BlocksView::refresh);
}

void BlocksView::chooseSigns(bool shown)
{
    ViewChoices choices = selection()->viewChoices();
    choices.signedBlocks = shown;
    selection()->setViewChoices(choices);
}

FigureRequest BlocksView::request() const
{
    FigureRequest request = FigureView::request();
    request.choices = selection()->viewChoices();
    return request;
}

/// A block is no cell: of a map its head is meant.
void BlocksView::cellClicked(const Panel& panel, const PanelCell& place)
{
    Cell cell = selection()->pinned();
    const Cell meant = panel.isMap() ? panel.base : panel.cellAt(place);
    cell.layer = meant.layer;
    cell.head = meant.head;
    selection()->pin(cell);
}

void BlocksView::cellDoubleClicked(const Panel& panel, const PanelCell& place)
{
    cellClicked(panel, place);
    emit viewRequested(headsId);
}

void BlocksView::updateControls()
{
    FigureView::updateControls();
    const QString measure = request().measure;
    m_layers->setEnabled(result() != nullptr);
    m_layers->setLayer(selection()->layer(), selection()->layerCount(), selection()->display().firstNumber);
    m_layers->setMaps(result(), measure);
    m_signs->setVisible(measureNamed(result().get(), measure).isSigned);
    m_signs->setChecked(selection()->viewChoices().signedBlocks);
}

} // namespace headlight::ui
