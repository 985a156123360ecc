// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/axis_labels.h"

#include <QFontMetrics>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "figures/isolated.h"

namespace headlight::ui {
namespace {

constexpr int labelGap = 4;

double middleOf(double panelStart, double panelLength, const LabelStrip& strip, int index)
{
    return panelStart + (index + 0.5 - strip.first) / strip.length * panelLength;
}

bool isFree(const QList<int>& taken, int index, int stride)
{
    return std::none_of(taken.begin(), taken.end(), [=](int other) { return std::abs(other - index) < stride; });
}

QString textOf(const QPainter& painter, const LabelStrip& strip, int index)
{
    return elided(painter.fontMetrics(), strip.texts.value(index), strip.room);
}

} // namespace

int labelStride(double pitch, int lineHeight)
{
    return std::max(1, int(std::ceil(lineHeight / std::max(pitch, 1e-6))));
}

QList<int> shownLabels(const LabelStrip& strip, int stride)
{
    const int begin = std::max(0, int(std::ceil(strip.first - 0.5))); // those whose cell's middle is in sight
    const int end = std::min(int(strip.texts.size()), int(std::floor(strip.first + strip.length - 0.5)) + 1);
    QList<int> shown;
    for (const int index : strip.named)
        if (index >= begin && index < end && isFree(shown, index, stride))
            shown.append(index);
    const bool plain = shown.isEmpty(); // in step with the first cell, so that zooming moves no label
    const int step = plain ? stride : 1;
    for (int index = (begin + step - 1) / step * step; index < end; index += step)
        if (plain || isFree(shown, index, stride))
            shown.append(index);
    return shown;
}

QRect rowLabelRect(const LabelStrip& strip, int index, int lineHeight)
{
    const double middle = middleOf(strip.panel.top(), strip.panel.height(), strip, index);
    return QRect(strip.panel.left() - labelGap - strip.room, int(std::lround(middle - lineHeight / 2.0)), strip.room,
                 lineHeight);
}

QRect columnLabelRect(const LabelStrip& strip, int index, const QSize& text)
{
    const double middle = middleOf(strip.panel.left(), strip.panel.width(), strip, index);
    const QSize size = strip.rotated ? QSize(text.height(), text.width()) : text;
    return QRect(QPoint(int(std::lround(middle - size.width() / 2.0)), strip.panel.bottom() + 1 + labelGap), size);
}

void drawRowLabel(QPainter& painter, const LabelStrip& strip, int index)
{
    const QRect rect = rowLabelRect(strip, index, painter.fontMetrics().height());
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, textOf(painter, strip, index));
}

void drawColumnLabel(QPainter& painter, const LabelStrip& strip, int index)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const QString text = textOf(painter, strip, index);
    const QRect rect = columnLabelRect(strip, index, {metrics.horizontalAdvance(text), metrics.height()});
    if (!strip.rotated) {
        painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, text);
        return;
    }
    painter.save();
    painter.translate(rect.left(), rect.bottom() + 1);
    painter.rotate(-90);
    painter.drawText(QRect(0, 0, rect.height(), rect.width()), Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                     text);
    painter.restore();
}

int rowStride(const LabelStrip& strip, int lineHeight)
{
    return labelStride(strip.panel.height() / strip.length, lineHeight);
}

int columnStride(const LabelStrip& strip, int lineHeight)
{
    return strip.rotated ? labelStride(strip.panel.width() / strip.length, lineHeight) : 1;
}

void drawRowLabels(QPainter& painter, const LabelStrip& strip)
{
    for (const int index : shownLabels(strip, rowStride(strip, painter.fontMetrics().ascent())))
        drawRowLabel(painter, strip, index);
}

void drawColumnLabels(QPainter& painter, const LabelStrip& strip)
{
    for (const int index : shownLabels(strip, columnStride(strip, painter.fontMetrics().ascent())))
        drawColumnLabel(painter, strip, index);
}

QRect rowLabelPlace(const LabelStrip& strip, int index, int ascent)
{
    return rowLabelRect(strip, index, ascent).adjusted(0, 0, 0, 1);
}

QRect columnLabelPlace(const LabelStrip& strip, int index, int ascent)
{
    return columnLabelRect(strip, index, {strip.room, ascent}).adjusted(0, 0, strip.rotated ? 1 : 0, 0);
}

QList<int> labelsNear(int index, int stride, double pitch, int lineHeight)
{
    QList<int> near = {index};
    for (const int drawn : {index / stride * stride, (index / stride + 1) * stride}) {
        if (drawn != index && std::abs(drawn - index) * pitch < lineHeight)
            near.append(drawn);
    }
    return near;
}

} // namespace headlight::ui
