// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/what_if_view.h"

#include <QKeyEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "figures/map_figures.h"
#include "figures/what_if_figure.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/selection.h"
#include "ui/state/what_if_model.h"
#include "ui/views/flow_row.h"
#include "ui/views/segmented_bar.h"
#include "ui/views/what_if_set_bar.h"
#include "ui/views/what_if_strip.h"

namespace headlight::ui {
namespace {

constexpr int widthForBeside = 1300; // narrower views have the strip below the board
constexpr int stripWidth = 600;

/// As the buttons of a bar of measures.
QList<Measure> kinds()
{
    const auto kind = [](AblationKind which, const QString& help) {
        return Measure{ablationKindNames()[static_cast<int>(which)], ablationKindText(which), help, {}};
    };
    return {
        kind(AblationKind::Zero, WhatIfView::tr("The output becomes 0 at every token: all that the head adds, its "
                                                "constant part too")),
        kind(AblationKind::Mean, WhatIfView::tr("The output becomes its mean over all tokens: what the head does "
                                                "differently from token to token")),
        kind(AblationKind::Patch, WhatIfView::tr("The output becomes that of the run on the baseline: what the head "
                                                 "knows about these words"))};
}

QString shortText(const AnalysisResult& result, const QString& quantity)
{
    if (quantity == probabilityQuantity)
        return WhatIfView::tr("Probability");
    if (quantity == QLatin1String("span"))
        return WhatIfView::tr("Span");
    if (quantity == QLatin1String("start"))
        return WhatIfView::tr("Start");
    if (quantity == QLatin1String("end"))
        return WhatIfView::tr("End");
    const QString text = quantityText(result, quantity);
    return text.left(1).toUpper() + text.mid(1);
}

QList<Measure> quantities(const AnalysisResult& result, const Boards& boards)
{
    QList<Measure> list;
    for (const QString& quantity : boardQuantities(boards))
        list.append(Measure{quantity,
                            shortText(result, quantity),
                            WhatIfView::tr("Change of %1").arg(quantityText(result, quantity)),
                            {}});
    return list;
}

} // namespace

WhatIfView::WhatIfView(Selection* selection, QWidget* parent)
    : FigureView(selection, whatIfId,
                 tr("What each head does for the answer can be tried here once a question was run."), parent),
      m_kinds(new SegmentedBar),
      m_quantities(new SegmentedBar),
      m_setBar(new WhatIfSetBar),
      m_strip(new WhatIfStrip),
      m_row(new QBoxLayout(QBoxLayout::TopToBottom))
{
    setMeasuresShown(false);
    m_kinds->setAccessibleName(tr("Kind of ablation"));
    m_quantities->setAccessibleName(tr("What changes"));
    controls()->insertWidget(0, m_kinds);
    controls()->insertWidget(1, m_quantities);
    placeParts();
    connectChoices();
}

void WhatIfView::placeParts()
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    const int index = column->indexOf(pages());
    column->removeWidget(pages());
    m_row->setSpacing(0);
    m_row->addWidget(pages(), 1);
    m_row->addWidget(m_strip);
    column->insertWidget(index, m_setBar);
    column->insertLayout(index + 1, m_row, 1);
    placeStrip();
}

void WhatIfView::connectChoices()
{
    connect(m_kinds, &SegmentedBar::chosen, this, &WhatIfView::chooseKind);
    connect(m_quantities, &SegmentedBar::chosen, this, &WhatIfView::chooseQuantity);
    connect(selection(), &Selection::viewChoicesChanged, this, &WhatIfView::refresh);
    connect(plot(), &FigurePlot::rowLabelClicked, this, [this](int, int row) {
        toggle({row, selection()->headCount()});
    });
    connect(plot(), &FigurePlot::pointed, this, [this](int panel, const PanelCell& place) {
        if (panel >= 0 && place.column >= selection()->headCount()) // no cell of the selection, so that it tells nobody
            setReadOut(placeText(plot()->scene().figure, panel, place));
    });
}

void WhatIfView::setWhatIf(WhatIfModel* model)
{
    m_model = model;
    m_setBar->setModel(model);
    connect(model, &WhatIfModel::changed, this, &WhatIfView::refresh);
}

void WhatIfView::chooseKind(const QString& kind)
{
    ViewChoices choices = selection()->viewChoices();
    choices.ablation = ablationKindNamed(kind.toStdString()).value_or(choices.ablation);
    selection()->setViewChoices(choices);
}

void WhatIfView::chooseQuantity(const QString& quantity)
{
    ViewChoices choices = selection()->viewChoices();
    choices.quantity = quantity;
    selection()->setViewChoices(choices);
}

FigureRequest WhatIfView::request() const
{
    FigureRequest request = FigureView::request();
    request.choices = selection()->viewChoices();
    if (m_model && m_model->boards())
        request.ablations = m_model->boards();
    if (m_model && m_model->before())
        request.probabilityBefore = m_model->before()->probability;
    return request;
}

QString WhatIfView::emptyText(const QString& reason)
{
    if (!m_model || !result())
        return reason;
    const QString obstacle = m_model->obstacle();
    return !obstacle.isEmpty() ? obstacle : m_model->problem().isEmpty() ? reason : m_model->problem();
}

QString WhatIfView::placeText(const FigureData&, int, const PanelCell& place) const
{
    return result() ? boardReadOut(*result(), request(), place) : QString();
}

void WhatIfView::toggle(const PanelCell& place)
{
    if (!m_model)
        return;
    const int heads = selection()->headCount();
    Cell cell = selection()->pinned();
    cell.layer = place.row;
    cell.head = place.column < heads ? place.column : cell.head;
    selection()->pin(cell);
    const AblatedPart part = boardPart(AblationKind::Zero, place.row, place.column, heads);
    m_model->toggle(part.layer, part.head);
}

void WhatIfView::cellClicked(const Panel&, const PanelCell& place)
{
    toggle(place);
}

/// The first of the two clicks is taken back.
void WhatIfView::cellDoubleClicked(const Panel&, const PanelCell& place)
{
    toggle(place);
    emit viewRequested(headsId);
}

void WhatIfView::updateControls()
{
    FigureView::updateControls();
    showBars();
    m_setBar->setEnabled(result() != nullptr);
    m_setBar->refresh();
    m_strip->setVisible(m_model && result() && m_model->boards());
    if (m_model)
        m_strip->showRun(*m_model, result().get());
}

void WhatIfView::showBars()
{
    const FigureRequest asked = request();
    m_kinds->setMeasures(kinds(), ablationKindNames()[static_cast<int>(asked.choices.ablation)]);
    const QList<Measure> there =
        result() && asked.ablations ? quantities(*result(), *asked.ablations) : QList<Measure>();
    const auto isAsked = [&asked](const Measure& each) { return each.id == asked.choices.quantity; };
    const bool known = std::any_of(there.begin(), there.end(), isAsked);
    m_quantities->setVisible(!there.isEmpty());
    m_quantities->setMeasures(there, known ? asked.choices.quantity : there.isEmpty() ? QString() : there.first().id);
}

void WhatIfView::keyPressEvent(QKeyEvent* event)
{
    const bool wholeLayer = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Space:
        if (m_model && (wholeLayer || selection()->head() >= 0))
            m_model->toggle(selection()->layer(), wholeLayer ? AblatedPart::every : selection()->head());
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (m_model)
            m_model->switchAllOn();
        return;
    default: FigureView::keyPressEvent(event);
    }
}

/// Beside the board where there is room, else below it.
void WhatIfView::placeStrip()
{
    const bool beside = width() >= widthForBeside;
    m_row->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_strip->setMinimumWidth(beside ? stripWidth : 0);
    m_strip->setMaximumWidth(beside ? stripWidth : QWIDGETSIZE_MAX);
}

void WhatIfView::resizeEvent(QResizeEvent* event)
{
    placeStrip();
    FigureView::resizeEvent(event);
}

void WhatIfView::showEvent(QShowEvent* event)
{
    FigureView::showEvent(event);
    if (m_model)
        m_model->setSeen(true);
}

void WhatIfView::hideEvent(QHideEvent* event)
{
    FigureView::hideEvent(event);
    if (m_model)
        m_model->setSeen(false);
}

} // namespace headlight::ui
