// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/field_style.h"

#include <QStyleFactory>
#include <QStyleOption>

namespace headlight::ui {

namespace {

constexpr int middleLightness = 128;

constexpr int darkening = 140; // per cent, of Fusion's outlines

/// The outline is made of the colour of the window.
template <typename Option>
Option outlined(Option option, QPalette::ColorRole role)
{
    option.palette.setColor(QPalette::Window, option.palette.color(role).lighter(darkening));
    return option;
}

} // namespace

FieldStyle::FieldStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void FieldStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                               const QWidget* widget) const
{
    const bool dark = option->palette.color(QPalette::Window).lightness() < middleLightness;
    const auto* box = qstyleoption_cast<const QStyleOptionButton*>(option);
    const auto* field = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (dark && box && element == PE_IndicatorCheckBox) {
        const QStyleOptionButton seen = outlined(*box, QPalette::PlaceholderText);
        return QProxyStyle::drawPrimitive(element, &seen, painter, widget);
    }
    if (dark && field && (element == PE_FrameLineEdit || element == PE_Frame)) {
        const QStyleOptionFrame seen = outlined(*field, QPalette::Mid);
        return QProxyStyle::drawPrimitive(element, &seen, painter, widget);
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

} // namespace headlight::ui
