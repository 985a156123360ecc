// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <memory>

#include "figures/colour_map.h"
#include "figures/figure_data.h"
#include "ui/plots/figure_plottable.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// A dot for each cell of two maps, or bins coloured by how many cells fall into them.
class ScatterChart : public FigurePlottable {
public:
    ScatterChart(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setPanel(const Panel& panel, const PanelLook& look) override;
    /// The caller sets the axes and replots.
    void setData(const Panel& panel, std::shared_ptr<const ColourTable> colours, const FigureStyle& style);

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawGuides(QCPPainter& painter) const;
    void drawDots(QCPPainter& painter) const;
    void drawBins(QCPPainter& painter) const;

    Panel m_panel;
    std::shared_ptr<const ColourTable> m_colours;
    FigureStyle m_style;
};

} // namespace headlight::ui
