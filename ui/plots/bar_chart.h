// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <memory>

#include "core/base/array.h"
#include "figures/colour_map.h"
#include "ui/plots/figure_plottable.h"

namespace headlight::ui {

/// Values as bars from zero, coloured by the map of the figure: bar i covers [i, i + 1) of the key axis.
class BarChart : public FigurePlottable {
public:
    BarChart(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setPanel(const Panel& panel, const PanelLook& look) override;
    /// Shows `values`, [1, columns]; the caller sets the axes and replots.
    void setData(const Array& values, std::shared_ptr<const ColourTable> colours);
    /// One colour for all bars, in place of the map's; an invalid one undoes it.
    void setColour(const QColor& colour) { m_colour = colour; }

protected:
    void draw(QCPPainter* painter) override;

private:
    QRectF barRect(int column, float value) const;

    QColor colourOf(float value) const;

    Array m_values;
    QColor m_colour;
    std::shared_ptr<const ColourTable> m_colours;
};

} // namespace headlight::ui
