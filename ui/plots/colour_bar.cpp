// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/colour_bar.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "figures/colour_map.h"
#include "figures/figure_data.h"
#include "figures/isolated.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ColourBar)
};

constexpr int ticks = 5;
constexpr double mostPlain = 1e4; // larger numbers take an exponent
constexpr int decades = 3; // that a logarithmic scale spreads
constexpr int tickGap = 6;
constexpr int arrowHeight = 8;
constexpr int arrowGap = 2;
constexpr double overlap = 0.5; // of steps of the gradient, so that no scale leaves gaps between them
constexpr double longestLabel = 1.25; // of the bar's length

void drawGradient(QPainter& painter, const QRect& rect, const ColourTable& colours)
{
    const int steps = rect.height();
    for (int i = 0; i < steps; ++i) {
        const double part = 1 - (i + 0.5) / steps;
        const double height = i + 1 < steps ? 1 + overlap : 1;
        painter.fillRect(QRectF(rect.left(), rect.top() + i, rect.width(), height),
                         QColor(colours.colour(float(colours.range().valueAt(part)))));
    }
}

void drawArrow(QPainter& painter, const QRect& bar, bool up, QRgb colour)
{
    const double base = up ? bar.top() - arrowGap : bar.bottom() + 1 + arrowGap;
    QPainterPath arrow;
    arrow.moveTo(bar.left(), base);
    arrow.lineTo(bar.right() + 1, base);
    arrow.lineTo(bar.center().x() + 0.5, up ? base - arrowHeight : base + arrowHeight);
    arrow.closeSubpath();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(arrow, QColor(colour));
    painter.restore();
}

/// "0.0400", "1e−4", "0", "8574".
QString exponentText(double value)
{
    if (value == 0)
        return QStringLiteral("0");
    if (value == std::round(value) && std::abs(value) < mostPlain) // counts
        return QString::number(value, 'f', 0).replace('-', QChar(0x2212));
    const bool plain = std::abs(value) >= 1e-3 && std::abs(value) < mostPlain;
    return plain ? formatValue(value) : QString::number(value, 'e', 0).replace('-', QChar(0x2212));
}

QString endText(double part)
{
    if (part > 0 && part < 1)
        return {};
    return part == 0 ? Text::tr("least") : Text::tr("most");
}

/// A tick at `part` of the bar.
void drawTick(QPainter& painter, const QRect& bar, double part, const QString& text)
{
    const int height = painter.fontMetrics().height();
    const double y = bar.bottom() + 1 - part * bar.height();
    const QRect rect(bar.right() + 1 + tickGap, int(std::lround(y - height / 2.0)), widestTicks, height);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
}

void drawTicks(QPainter& painter, const QRect& bar, const ColourRange& range, bool numbered)
{
    const double step = (range.high - range.low) / (ticks - 1);
    for (int i = 0; i < ticks; ++i) {
        const double part = double(i) / (ticks - 1);
        drawTick(painter, bar, part, numbered ? tickText(range.valueAt(part), step) : endText(part));
    }
}

/// The ends, zero and the powers of ten between, as far as there is room.
void drawLogarithmicTicks(QPainter& painter, const QRect& bar, const ColourRange& range)
{
    QList<double> drawn;
    const double apart = double(painter.fontMetrics().height()) / bar.height();
    for (const double value : logarithmicTicks(range)) {
        const double part = range.positionOf(value);
        const bool free = std::all_of(drawn.begin(), drawn.end(),
                                      [&](double other) { return std::abs(other - part) >= apart; });
        if (part < 0 || part > 1 || !free)
            continue;
        drawn.append(part);
        drawTick(painter, bar, part, exponentText(value));
    }
}

void drawLabel(QPainter& painter, const QRect& bar, const ColourBarText& text)
{
    const int height = painter.fontMetrics().height();
    const int beside = int(bar.height() * longestLabel);
    const bool fits = painter.fontMetrics().horizontalAdvance(text.label) <= beside || text.room.isNull();
    const int length = fits ? beside : text.room.height();
    painter.save();
    painter.translate(bar.right() + 1 + tickGap + text.tickWidth, fits ? bar.center().y() : text.room.center().y());
    painter.rotate(-90);
    painter.drawText(QRect(-length / 2, 0, length, height), Qt::AlignCenter | Qt::TextDontClip,
                     elided(painter.fontMetrics(), text.label, length, Qt::ElideMiddle));
    painter.restore();
}

QString nanText()
{
    return Text::tr("NaN or ∞");
}

void drawNanSwatch(QPainter& painter, const QRect& bar)
{
    const QRect swatch(bar.left(), bar.bottom() + arrowHeight + 14, bar.width(), bar.width());
    painter.fillRect(swatch, QColor(nanColour));
    const QRect text(swatch.right() + 1 + tickGap, swatch.center().y() - 8, widestTicks, 17);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, nanText());
}

} // namespace

int tickRoom(const ColourRange& range, bool numbered, const QFontMetrics& metrics)
{
    QStringList texts = {Text::tr("least"), Text::tr("most")};
    const double step = (range.high - range.low) / (ticks - 1);
    for (int i = 0; numbered && i < ticks; ++i)
        texts.append(tickText(range.valueAt(double(i) / (ticks - 1)), step));
    if (numbered && range.logarithmic)
        for (const double value : logarithmicTicks(range))
            texts.append(exponentText(value));
    if (range.hasNan)
        texts.append(nanText());
    int width = 0;
    for (const QString& text : texts)
        width = std::max(width, metrics.horizontalAdvance(text) + tickGap);
    return std::min(width, widestTicks);
}

QList<double> logarithmicTicks(const ColourRange& range)
{
    QList<double> values{range.high, range.low, 0};
    const double largest = std::max(std::abs(range.low), std::abs(range.high));
    const int top = int(std::floor(std::log10(largest)));
    for (int power = top; power > top - decades; --power)
        values << std::pow(10.0, power) << -std::pow(10.0, power);
    return values;
}

QString tickText(double value, double step)
{
    const int magnitude = step > 0 ? int(std::floor(std::log10(step))) : 0;
    const bool scientific = magnitude > 5 || magnitude < -4;
    const int decimals = std::clamp(2 - magnitude - (magnitude < -1 ? 1 : 0), 0, 8);
    // A value that rounding makes zero must not keep its sign.
    const double shown = std::abs(value) < step * 1e-6 ? 0 : value;
    QString text = QString::number(std::abs(shown), scientific ? 'e' : 'f', scientific ? 1 : decimals);
    return shown < 0 ? QChar(0x2212) + text : text;
}

void drawColourBar(QPainter& painter, const QRect& rect, const ColourTable& colours, const ColourBarText& text,
                   const FigureStyle& style)
{
    const ColourRange& range = colours.range();
    drawGradient(painter, rect, colours);
    if (range.over && text.numbered)
        drawArrow(painter, rect, true, colours.colour(float(range.high)));
    if (range.under && text.numbered)
        drawArrow(painter, rect, false, colours.colour(float(range.low)));
    painter.setFont(style.smallFont);
    painter.setPen(style.faintText);
    if (range.logarithmic && text.numbered)
        drawLogarithmicTicks(painter, rect, range);
    else
        drawTicks(painter, rect, range, text.numbered);
    drawLabel(painter, rect, text);
    if (range.hasNan)
        drawNanSwatch(painter, rect);
}

} // namespace headlight::ui
