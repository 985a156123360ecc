// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/heads_view.h"

#include <QKeyEvent>
#include <QMenu>

#include "ui/state/selection.h"
#include "ui/views/flow_row.h"
#include "ui/views/layer_strip.h"

namespace headlight::ui {

HeadsView::HeadsView(Selection* selection, QWidget* parent)
    : FigureView(selection, "heads", tr("Each head's map of a layer stands here once a question was run."), parent),
      m_layers(new LayerStrip)
{
    controls()->insertWidget(1, m_layers, 1);
    connect(m_layers, &LayerStrip::chosen, selection, &Selection::setLayer);
    connect(selection, &Selection::pinnedChanged, this, &HeadsView::followHead);
}

int HeadsView::enlargedHead() const
{
    return m_enlarged ? selection()->head() : -1;
}

KeptFields HeadsView::keptFields()
{
    const KeptFields own{keptMember(
        &ViewState::headEnlarged, [this] { return m_enlarged; }, [this](bool enlarged) { setEnlarged(enlarged); })};
    return own + FigureView::keptFields();
}

void HeadsView::fillMenu(QMenu* menu)
{
    const int head = selection()->head() + selection()->display().firstNumber;
    if (m_enlarged)
        menu->addAction(tr("Show &all heads"), this, [this] { setEnlarged(false); });
    else if (selection()->head() >= 0)
        menu->addAction(tr("En&large head %1").arg(head), this, [this] { setEnlarged(true); });
    FigureView::fillMenu(menu);
}

void HeadsView::setEnlarged(bool enlarged)
{
    if (enlarged == m_enlarged || (enlarged && selection()->head() < 0))
        return;
    m_enlarged = enlarged;
    m_shownHead = enlargedHead();
    refresh();
}

/// An enlarged view shows the head that keys or other views choose, and all heads when none is chosen any more.
void HeadsView::followHead(const Cell& cell)
{
    if (!m_enlarged || cell.head == m_shownHead)
        return;
    m_enlarged = cell.head >= 0;
    m_shownHead = cell.head;
    refresh();
}

FigureRequest HeadsView::request() const
{
    FigureRequest request = FigureView::request();
    request.head = enlargedHead();
    return request;
}

void HeadsView::cellDoubleClicked(const Panel& panel, const PanelCell& place)
{
    cellClicked(panel, place);
    setEnlarged(!m_enlarged);
}

void HeadsView::updateControls()
{
    FigureView::updateControls();
    m_layers->setEnabled(result() != nullptr);
    m_layers->setLayer(selection()->layer(), selection()->layerCount(), selection()->display().firstNumber);
    m_layers->setMaps(result(), request().measure);
}

/// Escape means "back" here before it means anything to the window.
bool HeadsView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && m_enlarged &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return FigureView::event(event);
}

void HeadsView::keyPressEvent(QKeyEvent* event)
{
    const bool enlarge = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool shrink = event->key() == Qt::Key_Escape && m_enlarged;
    if (enlarge || shrink)
        setEnlarged(enlarge && !m_enlarged);
    else
        FigureView::keyPressEvent(event);
}

} // namespace headlight::ui
