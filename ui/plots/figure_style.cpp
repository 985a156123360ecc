// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_style.h"

#include <QFontInfo>
#include <QPalette>
#include <algorithm>

namespace headlight::ui {
namespace {

constexpr int smallestText = 11; // pixels
constexpr int exportTitle = 12;
const QString exportFamily = QStringLiteral("DejaVu Sans");

QColor between(const QColor& from, const QColor& to, double part)
{
    return QColor::fromRgbF(float(from.redF() + (to.redF() - from.redF()) * part),
                            float(from.greenF() + (to.greenF() - from.greenF()) * part),
                            float(from.blueF() + (to.blueF() - from.blueF()) * part));
}

void setAreaColours(FigureStyle& style)
{
    style.bars = between(style.panel, style.text, 0.5);
    style.boxes = between(style.panel, style.text, 0.22);
}

QFont sized(QFont font, int pixels)
{
    font.setPixelSize(pixels);
    return font;
}

} // namespace

Theme themeOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Theme::Dark : Theme::Light;
}

bool isHighContrast(const QPalette& palette)
{
    const int ground = palette.color(QPalette::Window).lightness();
    const int text = palette.color(QPalette::WindowText).lightness();
    return std::abs(ground - text) == 255;
}

FigureStyle FigureStyle::fromPalette(const QPalette& palette, const QFont& font)
{
    const int pixels = QFontInfo(font).pixelSize();
    FigureStyle style;
    style.theme = themeOf(palette);
    style.font = sized(font, std::max(smallestText + 1, pixels - 1));
    style.smallFont = sized(font, std::max(smallestText, pixels - 3));
    style.background = palette.color(QPalette::Window);
    style.panel = palette.color(QPalette::Base);
    style.text = palette.color(QPalette::WindowText);
    const bool contrast = isHighContrast(palette);
    style.faintText = between(style.text, style.background, contrast ? 0 : 0.3);
    style.frame = between(style.background, style.text, contrast ? 0.7 : 0.18);
    style.accent = palette.color(QPalette::Highlight);
    setAreaColours(style);
    return style;
}

FigureStyle FigureStyle::forExport(const FigureLook& look)
{
    const bool light = look.theme == Theme::Light;
    const QString family = look.font.isEmpty() ? exportFamily : look.font;
    FigureStyle style;
    style.theme = look.theme;
    style.font = sized(QFont(family), exportTitle);
    style.smallFont = sized(QFont(family), smallestText);
    style.background = light ? QColor(0xffffff) : QColor(0x1d2027);
    style.panel = light ? QColor(0xffffff) : QColor(0x242830);
    style.text = light ? QColor(0x1a1d23) : QColor(0xe8eaee);
    style.faintText = light ? QColor(0x4d5461) : QColor(0xb4bac6);
    style.frame = light ? QColor(0xc9ced6) : QColor(0x454b57);
    style.accent = light ? QColor(0x2b6cde) : QColor(0x6ea8ff);
    setAreaColours(style);
    style.captions = true;
    style.transparent = look.transparent;
    return style;
}

} // namespace headlight::ui
