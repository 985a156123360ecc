// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include "core/measures/distribution.h"
#include "ui/plots/figure_plottable.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// Distributions beside each other: that of column i stands in [i, i + 1) of the key axis.
class UnitChart : public FigurePlottable {
public:
    UnitChart(QCPAxis* keyAxis, QCPAxis* valueAxis);

protected:
    void draw(QCPPainter* painter) override;
    /// Draws one column between the pixels `left` and `right`.
    virtual void drawColumn(QCPPainter& painter, const UnitDistribution& units, double left, double right) const = 0;

    QList<UnitDistribution> m_units;
    FigureStyle m_style;
};

} // namespace headlight::ui
