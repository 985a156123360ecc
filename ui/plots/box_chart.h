// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/unit_chart.h"

namespace headlight::ui {

/// Box plots: the box from quartile to quartile, the median in it, whiskers, and each value beyond them as a dot.
class BoxChart : public UnitChart {
public:
    using UnitChart::UnitChart;

    void setPanel(const Panel& panel, const PanelLook& look) override;
    /// The caller sets the axes and replots.
    void setData(const QList<UnitDistribution>& units, const FigureStyle& style);

protected:
    void draw(QCPPainter* painter) override;
    void drawColumn(QCPPainter& painter, const UnitDistribution& units, double left, double right) const override;

private:
    void drawWhiskers(QCPPainter& painter, const UnitDistribution& units, double middle, double cap) const;
    void drawBox(QCPPainter& painter, const UnitDistribution& units, double left, double right) const;
    void drawFliers(QCPPainter& painter, const UnitDistribution& units, double middle, double radius) const;
    /// The middle of a pixel, so that lines are crisp.
    double pixelOf(double value) const;
};

} // namespace headlight::ui
