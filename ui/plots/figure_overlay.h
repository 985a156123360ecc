// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

struct Cell;
struct FigureScene;
struct LabelStrip;

/// What is chosen and what is pointed at, on a layer of its own, so that moving the pointer redraws nothing else.
class FigureOverlay : public QCPLayerable {
public:
    FigureOverlay(QCustomPlot* plot, const FigureScene& scene);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    void drawChosenPanel(QCPPainter& painter, int index) const;
    void drawChosenColumn(QCPPainter& painter, int index, int column) const;
    void drawPinnedCell(QCPPainter& painter, int index) const;
    void drawCrosshair(QCPPainter& painter, int index, const Cell& cell) const;
    void drawDot(QCPPainter& painter, int index, const Cell& cell) const;
    void drawBand(QCPPainter& painter, const QRectF& band, Qt::Orientation along) const;
    void drawNames(QCPPainter& painter, int index, const Cell& cell, const QColor& colour) const;
    void drawRowName(QCPPainter& painter, const LabelStrip& strip, int row) const;
    void drawColumnName(QCPPainter& painter, const LabelStrip& strip, int column) const;

    const FigureScene& m_scene;
};

} // namespace headlight::ui
