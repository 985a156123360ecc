// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_numbers.h"

#include <algorithm>
#include <cmath>

#include "ui/plots/figure_scene.h"

namespace headlight::ui {
namespace {

constexpr int room = 2;           // pixels a cell must have beyond the text
constexpr int lightFrom = 140;    // of 255: grey levels that dark text is read on
constexpr double smallest = 0.01; // what two decimals still show
constexpr double almostOne = 0.995; // two decimals would round it to 1.00
constexpr double large = 10;
constexpr double largest = 1000;

int widestText(const Array& values, const QFontMetrics& metrics, bool narrow)
{
    int widest = 0;
    for (const float value : values.values())
        widest = std::max(widest, metrics.horizontalAdvance(cellNumber(value, narrow)));
    return widest;
}

} // namespace

QString cellNumber(double value, bool narrow)
{
    if (!std::isfinite(value))
        return {};
    const double magnitude = std::abs(value);
    const int decimals = magnitude >= large ? 0 : narrow && magnitude >= almostOne ? 1 : 2;
    QString text = QString::number(magnitude, 'f', decimals);
    if (magnitude >= largest)
        text = QString::number(magnitude, 'g', 2);
    else if (magnitude > 0 && magnitude < smallest)
        text = magnitude < smallest / 2 ? QStringLiteral("0") : QStringLiteral("0.01");
    if (narrow && text.startsWith(QLatin1String("0.")))
        text.remove(0, 1);
    return value < 0 && text != QLatin1String("0") ? QChar(0x2212) + text : text;
}

void drawCellNumbers(QCPPainter& painter, const FigureScene& scene, int index)
{
    const Panel& panel = scene.panel(index);
    painter.setFont(scene.style.smallFont);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF first = scene.cellRect(index, {0, 0});
    const bool narrow = widestText(panel.values, metrics, false) + room > first.width();
    if ((narrow && widestText(panel.values, metrics, true) + room > first.width()) || metrics.ascent() > first.height())
        return;
    const QRect map = scene.mapRect(index);
    painter.setClipRect(map);
    for (int row = 0; row < panel.rowCount(); ++row) {
        for (int column = 0; column < panel.columnCount(); ++column) {
            const QRectF cell = scene.cellRect(index, {row, column});
            const float value = panel.value({row, column});
            const bool light = qGray(scene.colours[index]->colour(value)) >= lightFrom;
            painter.setPen(light ? QColor(Qt::black) : QColor(Qt::white));
            if (cell.intersects(map))
                painter.drawText(cell, Qt::AlignCenter | Qt::TextDontClip, cellNumber(value, narrow));
        }
    }
    painter.setClipping(false);
}

} // namespace headlight::ui
