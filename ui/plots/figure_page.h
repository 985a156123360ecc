// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QSize>

#include "figures/figure_look.h"
#include "ui/plots/figure_plot.h"

namespace headlight::ui {

/// A figure laid out at the width of its look, ready to be painted. Its unit is the pixel of a label of 11: the size of
/// text scales all, so that gaps and bars suit it.
class FigurePage {
public:
    /// `window`: the part of every panel that is in sight, as fractions.
    FigurePage(const FigureData& figure, const FigureLook& look, const QRectF& window);

    const QSize& size() const { return m_size; } ///< in units
    double points() const { return m_points; }   ///< of a unit
    /// In the printed size.
    QSizeF millimetres() const;
    void paint(QCPPainter& painter) { m_plot.toPainter(&painter, m_size.width(), m_size.height()); }

private:
    double m_points;
    FigurePlot m_plot;
    QSize m_size;
};

inline constexpr double mmPerInch = 25.4;
inline constexpr double pointsPerInch = 72;

} // namespace headlight::ui
