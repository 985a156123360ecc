// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/unit_chart.h"

namespace headlight::ui {

/// Histograms on their side: each column's bins from its minimum, below, to its maximum, above, as bars to the right. A
/// line marks where zero lies.
class HistogramChart : public UnitChart {
public:
    using UnitChart::UnitChart;

    void setPanel(const Panel& panel, const PanelLook& look) override;
    /// `largest` is the mass whose bar is as wide as a column. The caller sets the axes and replots.
    void setData(const QList<UnitDistribution>& units, double largest, const FigureStyle& style);

protected:
    void drawColumn(QCPPainter& painter, const UnitDistribution& units, double left, double right) const override;

private:
    void drawZero(QCPPainter& painter, const UnitDistribution& units, double left, double right) const;

    double m_largest = 1;
};

} // namespace headlight::ui
