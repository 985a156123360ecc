// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QRectF;
class QColor;

namespace headlight::ui {

struct Cell;
struct FigureScene;
struct LabelStrip;

/// What is chosen and what is pointed at, drawn over the finished plot, so that moving the pointer redraws nothing
/// else.
class FigureOverlay {
public:
    explicit FigureOverlay(const FigureScene& scene) : m_scene(scene) {}

    void draw(QPainter& painter) const;

private:
    void drawChosenPanel(QPainter& painter, int index) const;
    void drawChosenColumn(QPainter& painter, int index, int column) const;
    void drawPinnedCell(QPainter& painter, int index) const;
    void drawCrosshair(QPainter& painter, int index, const Cell& cell) const;
    void drawDot(QPainter& painter, int index, const Cell& cell) const;
    void drawBand(QPainter& painter, const QRectF& band, Qt::Orientation along) const;
    void drawNames(QPainter& painter, int index, const Cell& cell, const QColor& colour) const;
    void drawRowName(QPainter& painter, const LabelStrip& strip, int row) const;
    void drawColumnName(QPainter& painter, const LabelStrip& strip, int column) const;

    const FigureScene& m_scene;
};

} // namespace headlight::ui
