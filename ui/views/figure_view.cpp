// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/figure_view.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "figures/exactness.h"
#include "figures/not_finite.h"
#include "figures/read_out.h"
#include "ui/panels/steady_box.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/selection.h"
#include "ui/views/flow_row.h"
#include "ui/views/note_line.h"
#include "ui/views/scale_box.h"
#include "ui/views/segmented_bar.h"
#include "ui/views/tokens_button.h"

namespace headlight::ui {
namespace {

constexpr int margin = 12;
constexpr int messageWidth = 420;
constexpr QRectF wholeFigure(0, 0, 1, 1);

/// `cell` with what it leaves open taken from `before`.
Cell merged(Cell cell, const Cell& before)
{
    cell.head = cell.head < 0 ? before.head : cell.head;
    cell.from = cell.from < 0 ? before.from : cell.from;
    cell.to = cell.to < 0 ? before.to : cell.to;
    return cell;
}

QScrollArea* scrollAround(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidget(widget);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

QWidget* centred(QLabel* label)
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    label->setFixedWidth(messageWidth);
    label->setForegroundRole(QPalette::PlaceholderText);
    layout->setSpacing(margin);
    layout->addStretch(1);
    layout->addWidget(label, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    return page;
}

} // namespace

FigureView::FigureView(Selection* selection, const QString& id, const QString& emptyText, QWidget* parent)
    : View(selection, parent),
      m_id(id),
      m_emptyText(emptyText),
      m_controls(new FlowRow),
      m_measures(new SegmentedBar),
      m_scale(new ScaleBox),
      m_tokens(new TokensButton),
      m_pages(new QStackedWidget),
      m_plot(new FigurePlot),
      m_message(new QLabel),
      m_note(new NoteLine(tr("measure"))),
      m_foot(new QHBoxLayout)
{
    setObjectName("view-" + id);
    setAutoFillBackground(true); // one ground from the controls to the foot, whatever it lies on
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_scroll = scrollAround(m_plot);
    m_pages->addWidget(centred(m_message));
    m_pages->addWidget(m_scroll);
    layout->addLayout(m_controls);
    layout->addWidget(m_pages, 1);
    layout->addLayout(m_foot);
    layout->addWidget(m_note);
    layout->addSpacing(4);
    setFocusProxy(m_plot);
    m_plot->setAccessibleName(tr("Figure")); // until it shows one
    makeControls();
    makeFoot();
    connectSelection();
    connectPlot();
    updateStyle();
    showMessage(m_emptyText);
}

void FigureView::makeControls()
{
    m_controls->setContentsMargins(margin, 8, margin, 2);
    m_controls->setSpacing(14);
    m_controls->addWidget(m_measures);
    m_controls->addGap();
    m_controls->addWidget(m_tokens);
    m_controls->addWidget(m_scale);
    connect(m_measures, &SegmentedBar::chosen, selection(), &Selection::setMeasure);
    connect(m_scale, &ScaleBox::rangeChosen, selection(), &Selection::setRange);
    connect(m_scale, &ScaleBox::coloursChosen, this, &FigureView::chooseColours);
    connect(m_tokens, &TokensButton::chosen, selection(), &Selection::setDisplay);
}

void FigureView::makeFoot()
{
    m_readOut = new QLabel;
    m_reset = new QToolButton;
    auto* reset = new QAction(tr("Reset zoom"), this);
    reset->setToolTip(tr("Reset zoom (Ctrl+0)"));
    m_reset->setDefaultAction(reset);
    m_reset->setAutoRaise(true);
    m_reset->hide();
    m_readOut->setTextFormat(Qt::PlainText);
    m_readOut->setAccessibleName(tr("Value under the pointer"));
    m_note->action()->setToolTip(tr("Run again, and measure the error against the exact integral"));
    m_foot->setContentsMargins(margin, 0, margin, 0);
    m_foot->addWidget(new SteadyBox(m_readOut), 1);
    m_foot->addWidget(m_reset);
    fitFont();
    connect(reset, &QAction::triggered, this, &FigureView::resetZoom);
    connect(m_note->action(), &QToolButton::clicked, this, &View::errorRequested);
}

void FigureView::connectSelection()
{
    connect(selection(), &Selection::layerChanged, this, &FigureView::refresh);
    connect(selection(), &Selection::measureChanged, this, &FigureView::refresh);
    connect(selection(), &Selection::rangeChanged, this, &FigureView::refresh);
    connect(selection(), &Selection::displayChanged, this, &FigureView::refresh);
    connect(selection(), &Selection::pinnedChanged, m_plot, &FigurePlot::setPinned);
    connect(selection(), &Selection::hoveredChanged, this, &FigureView::showHovered);
}

void FigureView::connectPlot()
{
    const auto panel = [this](int index) -> const Panel& { return m_plot->scene().panel(index); };
    connect(m_plot, &FigurePlot::pointed, this, [this, panel](int index, const PanelCell& place) {
        selection()->hover(index < 0 ? std::optional<Cell>() : panel(index).cellAt(place));
    });
    connect(m_plot, &FigurePlot::clicked, this,
            [this, panel](int index, const PanelCell& place) { cellClicked(panel(index), place); });
    connect(m_plot, &FigurePlot::doubleClicked, this,
            [this, panel](int index, const PanelCell& place) { cellDoubleClicked(panel(index), place); });
    connect(m_plot, &FigurePlot::zoomed, m_reset, &QWidget::setVisible);
    m_plot->setContextMenuPolicy(Qt::CustomContextMenu); // by the right button, or by the menu key
    connect(m_plot, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& pixel) { emit menuWanted(m_plot->mapToGlobal(pixel)); });
}

void FigureView::setResult(const ResultPtr& result)
{
    if (result && m_result && result->generation != m_result->generation) {
        m_wantedPart.reset();
        m_wantedScroll.reset();
    }
    m_result = result;
    refresh();
}

void FigureView::setOpenModel(const ModelIdentity&)
{
    m_modelOpen = true;
    showNote();
}

QString FigureView::title() const
{
    return viewKind(m_id).title();
}

void FigureView::setRunning(bool running)
{
    m_running = running;
    showNote();
}

FigureRequest FigureView::request() const
{
    FigureRequest request = viewRequest(m_id);
    request.measure = nearestMeasure(m_id, m_result.get(), selection()->measure());
    request.layer = selection()->layer();
    request.range = parseRange(selection()->range()).value_or(RangeRule{});
    request.display = selection()->display();
    return request;
}

void FigureView::cellClicked(const Panel& panel, const PanelCell& place)
{
    selection()->pin(merged(panel.cellAt(place), selection()->pinned()));
}

void FigureView::cellDoubleClicked(const Panel&, const PanelCell&) {}

void FigureView::updateControls()
{
    const QList<Measure> shown = viewMeasures(m_id, m_result.get());
    m_measures->setVisible(m_measuresShown && !shown.isEmpty());
    m_measures->setMeasures(shown, request().measure);
    m_scale->setRange(selection()->range());
    m_tokens->setDisplay(selection()->display());
}

void FigureView::chooseColours(const QString& colours)
{
    Display display = selection()->display();
    display.colours[m_plot->scene().figure.measure] = colours;
    selection()->setDisplay(display);
}

void FigureView::refresh()
{
    m_stale = true;
    if (isVisible())
        redraw();
}

void FigureView::redraw()
{
    m_stale = false;
    updateControls();
    if (!m_result) {
        m_notFinite.clear();
        showNote();
        showMessage(emptyText(m_emptyText));
        return;
    }
    const Figure figure = buildFigure(*m_result, request());
    if (figure)
        showFigure(*figure);
    else if (otherPage() && hasFigure(*m_result, figureName())) // which holds something where the figure does not
        m_pages->setCurrentWidget(otherPage());
    else
        showMessage(emptyText(figure.error()));
    m_notFinite = figure ? notFiniteText(*figure) : QString();
    showNote();
}

void FigureView::addBelowMessage(QWidget* widget)
{
    auto* layout = static_cast<QVBoxLayout*>(m_message->parentWidget()->layout());
    layout->insertWidget(layout->indexOf(m_message) + 1, widget, 0, Qt::AlignCenter);
}

void FigureView::setScaleShown(bool shown)
{
    m_scale->setVisible(shown);
    m_tokens->setVisible(shown);
}

void FigureView::setMeasuresShown(bool shown)
{
    m_measuresShown = shown;
    m_measures->setVisible(shown);
}

void FigureView::showFigure(const FigureData& figure)
{
    m_plot->setPinned(selection()->pinned());
    m_plot->setFigure(figure);
    m_plot->setAccessibleName(figure.title);
    m_scale->setDrawnEnds(figure.range.low, figure.range.high);
    m_scale->setColours(figure.colours, figure.isSigned);
    m_pages->setCurrentWidget(otherPage() ? otherPage() : m_scroll);
    fitHeight();
    showWanted();
    showHovered();
}

void FigureView::showMessage(const QString& text)
{
    m_message->setText(text);
    // The layout would ask for the height at its own width.
    m_message->setMinimumHeight(m_message->heightForWidth(messageWidth));
    m_pages->setCurrentIndex(0);
    m_readOut->clear();
}

void FigureView::showHovered()
{
    if (!isVisible() || m_pages->currentWidget() != m_scroll)
        return;
    m_plot->setHovered(selection()->hovered());
    const FigureData& figure = m_plot->scene().figure;
    const FoundPlace found = selection()->hovered() ? findPlace(figure, *selection()->hovered()) : FoundPlace{};
    m_readOut->setText(found.panel < 0 ? QString() : placeText(figure, found.panel, found.place));
}

QString FigureView::placeText(const FigureData& figure, int panel, const PanelCell& place) const
{
    return readOut(figure, panel, place);
}

void FigureView::setReadOut(const QString& text)
{
    m_readOut->setText(text);
}

void FigureView::showNote()
{
    const Exactness shown = exactness();
    const auto noted = [this](const QString& text) { return QStringList{m_notFinite, text}.join(' ').trimmed(); };
    m_note->setNote(noted(shown.text), noted(shown.brief), noted(shown.details), shown.measurable && m_modelOpen);
}

Exactness FigureView::exactness() const
{
    return m_result ? exactnessOf(*m_result, request(), m_running) : Exactness();
}

/// Figures with many rows of panels keep a height at which they can be read, and scroll.
void FigureView::fitHeight()
{
    const FigureScene& scene = m_plot->scene();
    const int least = leastHeight(scene.figure, scene.style, m_scroll->viewport()->width());
    m_plot->setMinimumHeight(least);
    m_plot->setWheelScrolls(least > m_scroll->viewport()->height());
}

/// The foot is as high with its button as without.
void FigureView::fitFont()
{
    m_readOut->setMinimumHeight(m_reset->sizeHint().height());
}

void FigureView::updateStyle()
{
    m_plot->setStyle(FigureStyle::fromPalette(palette(), font()));
}

QString FigureView::readOutText() const
{
    return m_readOut->text();
}

QString FigureView::message() const
{
    return m_pages->currentIndex() == 0 ? m_message->text() : QString();
}

void FigureView::zoom(int steps)
{
    m_plot->zoom(steps);
}

void FigureView::resetZoom()
{
    m_plot->resetZoom();
}

QRectF FigureView::partInSight() const
{
    return m_wantedPart.value_or(m_plot->scene().window);
}

KeptFields FigureView::keptFields()
{
    return {{[this](ViewState& state) { keepSight(state); }, [this](const ViewState& state) { restoreSight(state); }}};
}

void FigureView::keepSight(ViewState& state) const
{
    const std::string id = m_id.toStdString();
    const QRectF part = FigureView::partInSight(); // also while another page is in its place
    if (part != wholeFigure)
        state.zoom[id] = {part.left(), part.top(), part.right(), part.bottom()};
    const QScrollBar* bar = m_scroll->verticalScrollBar();
    const double scrolled = bar->maximum() > 0 ? double(bar->value()) / bar->maximum() : 0;
    if (const double wanted = m_wantedScroll.value_or(scrolled); wanted > 0)
        state.scroll[id] = wanted;
}

void FigureView::restoreSight(const ViewState& state)
{
    const std::string id = m_id.toStdString();
    const auto zoom = state.zoom.find(id);
    const auto scroll = state.scroll.find(id);
    const ViewPart part = zoom == state.zoom.end() ? ViewPart() : zoom->second;
    m_wantedPart = QRectF(QPointF(part.left, part.top), QPointF(part.right, part.bottom));
    m_wantedScroll = scroll == state.scroll.end() ? 0 : scroll->second;
    refresh();
}

/// What a session had in sight, as soon as there is a figure.
void FigureView::showWanted()
{
    if (m_wantedPart)
        m_plot->showPart(*std::exchange(m_wantedPart, {}));
    if (!m_wantedScroll)
        return;
    // Its bar knows how far it goes once the figure has been laid out.
    QTimer::singleShot(0, this, [this] {
        QScrollBar* bar = m_scroll->verticalScrollBar();
        bar->setValue(qRound(std::exchange(m_wantedScroll, {}).value_or(0) * bar->maximum()));
    });
}

void FigureView::fillMenu(QMenu* menu)
{
    if (partInSight() != wholeFigure)
        menu->addAction(tr("Reset &zoom"), this, &FigureView::resetZoom);
}

void FigureView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    if (m_stale)
        redraw();
}

void FigureView::changeEvent(QEvent* event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        updateStyle();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        fitFont();
        fitHeight();
    }
}

void FigureView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    fitHeight();
}

} // namespace headlight::ui
