// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include "ui/plots/figure_scene.h"

namespace headlight::ui {

class FigureOverlay;
class FigurePlottable;
class PanelLayout;

/// Draws a figure, on screen and for files, and says which cell the pointer is at. The wheel zooms all panels together,
/// dragging moves them.
class FigurePlot : public QCustomPlot {
    Q_OBJECT
public:
    explicit FigurePlot(QWidget* parent = nullptr);
    ~FigurePlot() override;

    /// Shows `figure`. Where its panels are like those before, only their values are exchanged.
    void setFigure(const FigureData& figure);
    void setStyle(const FigureStyle& style);
    void setPinned(const Cell& cell);
    void setHovered(const std::optional<Cell>& cell);
    /// About the middle of what is in sight, by steps of the wheel; out where they are negative.
    void zoom(int steps);
    void resetZoom();
    /// Brings a part of every panel into sight, as fractions; of a part that is too small, what lies about it.
    void showPart(const QRectF& window);
    /// The wheel alone scrolls what the plot lies in, and zooms with Ctrl.
    void setWheelScrolls(bool scrolls) { m_wheelScrolls = scrolls; }

    const FigureScene& scene() const { return m_scene; }
    /// The middle of a cell, in pixels.
    QPoint cellCentre(int panel, const PanelCell& place) const;

signals:
    /// The cell under the pointer; panel -1 where there is none.
    void pointed(int panel, const headlight::ui::PanelCell& place);
    void clicked(int panel, const headlight::ui::PanelCell& place);
    /// The label of a row of a map.
    void rowLabelClicked(int panel, int row);
    void doubleClicked(int panel, const headlight::ui::PanelCell& place);
    /// Whether less than everything is in sight.
    void zoomed(bool zoomed);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    friend class PanelLayout;

    void place(const QRect& rect);
    FigurePlottable* content(int panel);
    bool likeBefore(const FigureData& figure) const;
    void prepareMaps();
    void makePanels();
    void makePanel(const Panel& panel);
    void fillPanels();
    void makeColours();
    QPixmap ground() const;
    void beginReplot();
    void replotInSight();
    void applyWindow();
    void setWindow(QRectF window);
    void zoomAbout(const QPointF& centre, double factor);
    QSizeF leastWindow() const;
    void point(const QPoint& pixel);
    /// Where `pixel` lies in a panel, as fractions of the figure's whole maps.
    QPointF fractionAt(int panel, const QPoint& pixel) const;

    FigureScene m_scene;
    PanelLayout* m_panels;
    std::unique_ptr<FigureOverlay> m_overlay;
    std::optional<QPoint> m_pressed; ///< where a click or a drag began
    QRectF m_windowBefore;           ///< the drag
    bool m_dragging = false;
    bool m_stale = false; ///< changed while it was hidden
    QPixmap m_ground;     ///< null: to be put together again
    bool m_wheelScrolls = false;
};

} // namespace headlight::ui
