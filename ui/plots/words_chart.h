// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "figures/colour_map.h"
#include "figures/figure_data.h"
#include "ui/plots/figure_plottable.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// Running text whose words are shaded by a value, in as many lines as the panel's width makes of it.
class WordsChart : public FigurePlottable {
public:
    WordsChart(QCPAxis* keyAxis, QCPAxis* valueAxis);

    void setPanel(const Panel& panel, const PanelLook& look) override;
    /// Shows the columns of `panel` in the values' colours; the caller replots.
    void setData(const Panel& panel, std::shared_ptr<const ColourTable> colours, const FigureStyle& style);

protected:
    void draw(QCPPainter* painter) override;

private:
    Panel m_panel;
    std::shared_ptr<const ColourTable> m_colours;
    FigureStyle m_style;
};

} // namespace headlight::ui
