// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSizeF>
#include <QString>
#include <functional>

#include "figures/provenance.h"

class QPaintDevice;

namespace headlight::ui {

/// What an SVG file says beside what is drawn in it.
struct SvgHead {
    QSize size;         ///< in the units of the drawing
    QSizeF millimetres; ///< in print
    QString title;
    Provenance provenance; ///< for readers in a description, for programs as metadata
};

/// The bytes of a file with what `paint` draws; none where it fails.
QByteArray svgFile(const SvgHead& head, const std::function<bool(QPaintDevice&)>& paint);

} // namespace headlight::ui
