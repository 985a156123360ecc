// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_page.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {

FigurePage::FigurePage(const FigureData& figure, const FigureLook& look, const QRectF& window)
{
    const FigureStyle style = FigureStyle::forExport(look);
    const double points = look.widthMm / mmPerInch * pointsPerInch;
    const int width = std::max(1, int(std::lround(points * style.smallFont.pixelSize() / look.fontPoints)));
    m_points = points / width; // the width asked for, to the last digit
    m_size = QSize(width, heightForWidth(figure, style, width));
    m_plot.setStyle(style);
    m_plot.setPinned({-1, -1, -1, -1}); // what is chosen belongs to the window
    m_plot.setFigure(figure);
    m_plot.showPart(window);
}

QSizeF FigurePage::millimetres() const
{
    return QSizeF(m_size) * m_points / pointsPerInch * mmPerInch;
}

} // namespace headlight::ui
