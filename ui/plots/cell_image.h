// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>

#include "core/base/array.h"

namespace headlight::ui {

class ColourTable;

/// `cells` of the matrix `values`, painted crisply on `pixels`: each pixel has the colour of one cell. Where several
/// cells share a pixel, the one of the largest magnitude is drawn, and NaN before any other. `cells` counts columns to
/// the right and rows down and lies within the matrix.
QImage cellImage(const Array& values, const QRectF& cells, const QSize& pixels, const ColourTable& colours);

} // namespace headlight::ui
