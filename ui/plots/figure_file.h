// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <cstddef>
#include <vector>

#include "core/base/error.h"
#include "figures/figure_data.h"
#include "figures/figure_look.h"
#include "figures/provenance.h"

namespace headlight::ui {

/// How a figure becomes a picture in a file.
struct PictureOptions : FigureLook {
    QRectF window{0, 0, 1, 1}; ///< the part of every panel in sight, as fractions
    Provenance provenance;
};

// All draw with the code that draws the window, on its thread; equal input gives equal bytes.

/// The picture of a PNG file, with its resolution and texts.
Result<QImage> figureImage(const FigureData& figure, const PictureOptions& options);
Result<std::vector<std::byte>> svgBytes(const FigureData& figure, const PictureOptions& options);
Result<std::vector<std::byte>> pdfBytes(const FigureData& figure, const PictureOptions& options);

/// The bytes of a PNG file; on any thread.
Result<std::vector<std::byte>> pngBytes(const QImage& image);

} // namespace headlight::ui
