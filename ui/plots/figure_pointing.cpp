// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The figure under the pointer: what is pointed at and clicked, zooming and dragging.
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "figures/token_text.h"
#include "ui/plots/figure_plot.h"

namespace headlight::ui {
namespace {

constexpr double zoomStep = 1.25;
constexpr double fewestCells = 3;         // in sight, at the strongest zoom
constexpr double shortestAxis = 1.0 / 64; // the part of a value axis in sight, likewise

double clampedStart(double start, double length)
{
    return std::clamp(start, 0.0, 1.0 - length);
}

/// The least part of the panel's height in sight.
double leastHeight(const Panel& panel)
{
    const bool axis = panel.kind == Panel::Kind::Boxes || panel.kind == Panel::Kind::Scatter;
    return axis ? shortestAxis : std::min(1.0, fewestCells / panel.rowCount());
}

} // namespace

void FigurePlot::zoom(int steps)
{
    if (!m_scene.figure.panels.isEmpty())
        zoomAbout(m_scene.window.center(), std::pow(zoomStep, steps));
}

void FigurePlot::resetZoom()
{
    setWindow(QRectF(0, 0, 1, 1));
}

void FigurePlot::setWindow(QRectF window)
{
    window.moveTo(clampedStart(window.left(), window.width()), clampedStart(window.top(), window.height()));
    if (window == m_scene.window)
        return;
    m_scene.window = window;
    applyWindow();
    replot(rpQueuedReplot);
    emit zoomed(window != QRectF(0, 0, 1, 1));
}

/// What is in sight at the strongest zoom.
QSizeF FigurePlot::leastWindow() const
{
    const Panel& panel = m_scene.panel(0);
    return {std::min(1.0, fewestCells / panel.columnCount()), leastHeight(panel)};
}

void FigurePlot::showPart(const QRectF& window)
{
    if (m_scene.figure.panels.isEmpty())
        return;
    const QSizeF size = window.size().expandedTo(leastWindow()).boundedTo({1, 1});
    setWindow(QRectF(window.topLeft(), size));
}

void FigurePlot::zoomAbout(const QPointF& centre, double factor)
{
    const QRectF now = m_scene.window;
    const QSizeF least = leastWindow();
    const double width = std::clamp(now.width() / factor, least.width(), 1.0);
    const double height = std::clamp(now.height() / factor, least.height(), 1.0);
    const double left = centre.x() - (centre.x() - now.left()) * width / now.width();
    const double top = centre.y() - (centre.y() - now.top()) * height / now.height();
    setWindow(QRectF(left, top, width, height));
}

QPointF FigurePlot::fractionAt(int panel, const QPoint& pixel) const
{
    const QRectF map = m_scene.mapRect(panel);
    const QRectF window = m_scene.window;
    return {window.left() + window.width() * (pixel.x() - map.left()) / map.width(),
            window.top() + window.height() * (pixel.y() - map.top()) / map.height()};
}

void FigurePlot::point(const QPoint& pixel)
{
    const int panel = m_scene.panelAt(pixel);
    emit pointed(panel, panel < 0 ? PanelCell{-1, -1} : m_scene.cellAt(panel, pixel));
}

bool FigurePlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QCustomPlot::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), plainHint(m_scene.labelAt(help->pos())), this);
    return true;
}

void FigurePlot::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint pixel = event->position().toPoint();
    if (!m_pressed) {
        point(pixel);
        return;
    }
    const int panel = m_scene.panelAt(*m_pressed);
    m_dragging = m_dragging || (pixel - *m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (!m_dragging || panel < 0)
        return;
    const QRectF map = m_scene.mapRect(panel);
    const QPoint moved = pixel - *m_pressed;
    setWindow(m_windowBefore.translated(-moved.x() / map.width() * m_windowBefore.width(),
                                        -moved.y() / map.height() * m_windowBefore.height()));
}

void FigurePlot::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position().toPoint();
    m_windowBefore = m_scene.window;
    m_dragging = false;
}

void FigurePlot::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    const int panel = m_scene.panelAt(*m_pressed);
    const bool click = !m_dragging && panel >= 0;
    const FoundPlace label = m_dragging || panel >= 0 ? FoundPlace() : m_scene.rowLabelAt(*m_pressed);
    const PanelCell place = click ? m_scene.cellAt(panel, *m_pressed) : PanelCell{};
    m_pressed.reset();
    if (click)
        emit clicked(panel, place);
    else if (label.panel >= 0)
        emit rowLabelClicked(label.panel, label.place.row);
}

void FigurePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint pixel = event->position().toPoint();
    const int panel = m_scene.panelAt(pixel);
    if (event->button() == Qt::LeftButton && panel >= 0)
        emit doubleClicked(panel, m_scene.cellAt(panel, pixel));
}

void FigurePlot::wheelEvent(QWheelEvent* event)
{
    const QPoint pixel = event->position().toPoint();
    const int panel = m_scene.panelAt(pixel);
    const double steps = event->angleDelta().y() / 120.0;
    const bool scrolls = m_wheelScrolls && !event->modifiers().testFlag(Qt::ControlModifier);
    if (panel < 0 || steps == 0 || scrolls) {
        event->ignore();
        return;
    }
    zoomAbout(fractionAt(panel, pixel), std::pow(zoomStep, steps));
    event->accept();
}

void FigurePlot::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    emit pointed(-1, {-1, -1});
}

} // namespace headlight::ui
