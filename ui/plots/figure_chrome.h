// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

struct FigureScene;

/// What stands around the maps: frames, titles, labels, ticks, the colour bar, title and caption.
class FigureChrome : public QCPLayerable {
public:
    FigureChrome(QCustomPlot* plot, const FigureScene& scene);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    void drawPanel(QCPPainter& painter, int index) const;
    void drawTitle(QCPPainter& painter, int index) const;
    void drawLabels(QCPPainter& painter, int index) const;
    void drawBarTicks(QCPPainter& painter, int index) const;
    void drawZeroLine(QCPPainter& painter, int index) const;
    void drawColumnsName(QCPPainter& painter, int index) const;
    void drawAxisName(QCPPainter& painter, const QRect& panels, const QString& name) const;
    void drawBoardLabels(QCPPainter& painter) const;
    void drawScale(QCPPainter& painter) const;
    void drawTexts(QCPPainter& painter) const;

    const FigureScene& m_scene;
};

} // namespace headlight::ui
