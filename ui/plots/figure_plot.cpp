// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_plot.h"

#include <algorithm>

#include "figures/parallel_loop.h"
#include "ui/plots/bar_chart.h"
#include "ui/plots/box_chart.h"
#include "ui/plots/figure_chrome.h"
#include "ui/plots/figure_overlay.h"
#include "ui/plots/heat_map.h"
#include "ui/plots/histogram_chart.h"
#include "ui/plots/panel_layout.h"
#include "ui/plots/scatter_chart.h"
#include "ui/plots/words_chart.h"

namespace headlight::ui {
namespace {

// Of a file that scales: beyond this, viewers choke on rectangles, and an image is as crisp on paper.
constexpr std::size_t mostRectangles = 20'000;

bool alike(const Panel& a, const Panel& b)
{
    return a.kind == b.kind && a.values.shape() == b.values.shape();
}

void makePlottable(Panel::Kind kind, QCPAxis* columns, QCPAxis* rows)
{
    switch (kind) { // the plot owns what is made
    case Panel::Kind::Map: new HeatMap(columns, rows); break;
    case Panel::Kind::Bars: new BarChart(columns, rows); break;
    case Panel::Kind::Boxes: new BoxChart(columns, rows); break;
    case Panel::Kind::Histograms: new HistogramChart(columns, rows); break;
    case Panel::Kind::Scatter: new ScatterChart(columns, rows); break;
    case Panel::Kind::Words: new WordsChart(columns, rows); break;
    }
}

} // namespace

FigurePlot::FigurePlot(QWidget* parent)
    : QCustomPlot(parent),
      m_panels(new PanelLayout([this](const QRect& rect) { place(rect); })),
      m_overlay(std::make_unique<FigureOverlay>(m_scene))
{
    plotLayout()->clear();
    plotLayout()->addElement(0, 0, m_panels);
    setFocusPolicy(Qt::StrongFocus);
    setNoAntialiasingOnDrag(false);
    connect(this, &QCustomPlot::afterLayout, this, &FigurePlot::prepareMaps);
    connect(this, &QCustomPlot::beforeReplot, this, &FigurePlot::beginReplot);
    new FigureChrome(this, m_scene);                                // the plot owns what lies on its layers
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmLogical); // nothing on it: not worth a buffer
}

FigurePlot::~FigurePlot() = default;

bool FigurePlot::likeBefore(const FigureData& figure) const
{
    const QList<Panel>& before = m_scene.figure.panels;
    return std::equal(before.begin(), before.end(), figure.panels.begin(), figure.panels.end(), alike);
}

void FigurePlot::setFigure(const FigureData& figure)
{
    const bool keep = likeBefore(figure);
    m_scene.figure = figure;
    if (!keep) {
        m_scene.window = QRectF(0, 0, 1, 1);
        m_scene.geometry = {}; // the places of other panels: until the replot there is none to point at or to mark
        emit zoomed(false);
        makePanels();
    }
    makeColours();
    fillPanels();
    setAccessibleDescription(figure.title);
    replot(rpQueuedReplot);
}

void FigurePlot::setStyle(const FigureStyle& style)
{
    if (m_scene.style == style)
        return;
    m_scene.style = style;
    setBackground(style.transparent ? QBrush() : QBrush(style.background));
    if (m_scene.figure.panels.isEmpty())
        return replot(rpQueuedReplot);
    makeColours();
    fillPanels();
    replot(rpQueuedReplot);
}

void FigurePlot::setPinned(const Cell& cell)
{
    if (m_scene.pinned == cell)
        return;
    m_scene.pinned = cell;
    replotInSight(); // the title of a chosen panel is bold
}

void FigurePlot::replotInSight()
{
    m_stale = !isVisible();
    if (!m_stale)
        replot(rpQueuedReplot);
}

/// A replot may paint before it ends (and says so): what was kept of the one before goes first.
void FigurePlot::beginReplot()
{
    m_ground = QPixmap();
    if (bufferDevicePixelRatio() != devicePixelRatioF()) // it came to another screen
        setBufferDevicePixelRatio(devicePixelRatioF());
}

/// The plot without a pointer over it, on its ground: copied under the pointer faster than layers are blended.
QPixmap FigurePlot::ground() const
{
    QImage image(size() * devicePixelRatioF(), QImage::Format_RGB32);
    image.setDevicePixelRatio(devicePixelRatioF());
    image.fill(m_scene.style.background);
    QCPPainter painter(&image);
    for (const auto& buffer : mPaintBuffers)
        buffer->draw(&painter);
    painter.end();
    return QPixmap::fromImage(std::move(image));
}

void FigurePlot::paintEvent(QPaintEvent*)
{
    if (bufferDevicePixelRatio() != devicePixelRatioF())
        replot(rpQueuedRefresh);
    if (m_ground.isNull())
        m_ground = ground();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_ground);
    m_overlay->draw(painter);
}

void FigurePlot::showEvent(QShowEvent* event)
{
    QCustomPlot::showEvent(event);
    if (m_stale)
        replotInSight();
}

void FigurePlot::setHovered(const std::optional<Cell>& cell)
{
    if (m_scene.hovered == cell)
        return;
    m_scene.hovered = cell;
    update();
}

QPoint FigurePlot::cellCentre(int panel, const PanelCell& place) const
{
    const QPointF centre = m_scene.cellRect(panel, place).center();
    return {int(centre.x()), int(centre.y())}; // the pixel that holds it, not the nearest corner
}

void FigurePlot::place(const QRect& rect)
{
    m_scene.geometry = layoutFigure(m_scene.figure, m_scene.style, rect.size());
    for (int i = 0; i < m_panels->elementCount(); ++i)
        m_panels->panel(i)->setOuterRect(m_scene.mapRect(i));
}

/// The plot has no plottables but those of makePlottable().
FigurePlottable* FigurePlot::content(int panel)
{
    return static_cast<FigurePlottable*>(plottable(panel));
}

/// Their pictures are made side by side, before they are drawn one after the other.
void FigurePlot::prepareMaps()
{
    QList<FigurePlottable*> open;
    std::size_t values = 0;
    for (int i = 0; i < plottableCount(); ++i) {
        if (FigurePlottable* each = content(i); each->valuesToPrepare() > 0) {
            open.append(each);
            values += each->valuesToPrepare();
        }
    }
    const auto parts = static_cast<qsizetype>(worthwhileParts(values));
    inParallel(static_cast<std::size_t>(parts), [&](std::size_t part) {
        for (auto each = static_cast<qsizetype>(part); each < open.size(); each += parts)
            open[each]->prepare(bufferDevicePixelRatio());
    });
}

void FigurePlot::makePanels()
{
    clearPlottables();
    m_panels->clear();
    for (const Panel& panel : m_scene.figure.panels)
        makePanel(panel);
    applyWindow();
}

void FigurePlot::makePanel(const Panel& panel)
{
    auto* rect = new QCPAxisRect(this, false);
    rect->setAutoMargins(QCP::msNone);
    rect->setMargins({});
    rect->setMinimumSize(0, 0);
    rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom);
    for (QCPAxis* axis : rect->axes()) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    m_panels->add(rect);
    QCPAxis* columns = rect->axis(QCPAxis::atBottom);
    QCPAxis* rows = rect->axis(QCPAxis::atLeft);
    rows->setRangeReversed(panel.isMap());
    makePlottable(panel.kind, columns, rows);
}

/// Panels of one range share one table.
void FigurePlot::makeColours()
{
    const FigureData& figure = m_scene.figure;
    const auto named = ColourMap::named(figure.colours, m_scene.style.theme, m_scene.style.panel);
    const ColourMap map =
        named ? *named
              : *ColourMap::named(ColourMap::defaultName(figure.isSigned), m_scene.style.theme, m_scene.style.panel);
    ColourTable table(map, figure.oneRange ? figure.range : figure.panels.first().range);
    if (figure.blankNan)
        table.setNanColour(m_scene.style.panel.rgb());
    const auto shared = std::make_shared<const ColourTable>(table);
    m_scene.colours.clear();
    for (const Panel& panel : figure.panels) {
        const bool one = figure.oneRange && panel.isMap();
        m_scene.colours.append(one ? shared : std::make_shared<const ColourTable>(map, panel.range));
    }
}

void FigurePlot::fillPanels()
{
    std::size_t cells = 0;
    for (const Panel& panel : m_scene.figure.panels)
        cells += panel.isMap() ? panel.values.size() : 0;
    for (int i = 0; i < m_scene.figure.panels.size(); ++i) {
        const Panel& panel = m_scene.panel(i);
        content(i)->setPanel(panel, {m_scene.colours[i], m_scene.style, cells <= mostRectangles});
        if (!panel.isMap() && panel.kind != Panel::Kind::Words && !m_scene.style.transparent)
            m_panels->panel(i)->setBackground(QBrush(m_scene.style.panel));
    }
    applyWindow();
}

void FigurePlot::applyWindow()
{
    const QRectF window = m_scene.window;
    for (int i = 0; i < m_panels->elementCount(); ++i) {
        const Panel& panel = m_scene.panel(i);
        const int columns = panel.columnCount();
        const ValueAxis across = m_scene.acrossAxis(i);
        QCPAxis* bottom = m_panels->panel(i)->axis(QCPAxis::atBottom);
        if (panel.kind == Panel::Kind::Scatter)
            bottom->setRange(across.low, across.high);
        else
            bottom->setRange(window.left() * columns, window.right() * columns);
        QCPAxis* rows = m_panels->panel(i)->axis(QCPAxis::atLeft);
        const ValueAxis axis = m_scene.valueAxis(i);
        if (panel.isMap())
            rows->setRange(window.top() * panel.rowCount(), window.bottom() * panel.rowCount());
        else
            rows->setRange(axis.low, axis.high);
    }
}

} // namespace headlight::ui
