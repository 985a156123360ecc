// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/unit_chart.h"

#include <cmath>

namespace headlight::ui {

UnitChart::UnitChart(QCPAxis* keyAxis, QCPAxis* valueAxis) : FigurePlottable(keyAxis, valueAxis) {}

void UnitChart::draw(QCPPainter* painter)
{
    for (int i = 0; i < m_units.size(); ++i) {
        if (std::isfinite(m_units[i].median))
            drawColumn(*painter, m_units[i], keyAxis()->coordToPixel(i), keyAxis()->coordToPixel(i + 1));
    }
}

} // namespace headlight::ui
