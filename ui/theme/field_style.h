// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace headlight::ui {

/// Fusion draws the outlines of boxes and fields darker than the ground, which a dark one swallows: there boxes have
/// the colour of quiet text, and fields that of lines.
class FieldStyle : public QProxyStyle {
    Q_OBJECT
public:
    FieldStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace headlight::ui
