// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "ui/figures/figure_data.h"
#include "ui/figures/theme.h"

namespace headlight::ui {

/// How a figure becomes a picture in a file.
struct PictureOptions {
    Theme theme = Theme::Light;
    double widthMm = 180;
    int dpi = 192;
    /// Key and value of what the file says of itself: model, options, program.
    QList<std::pair<QString, QString>> metadata;
};

/// The bytes of a PNG, SVG or PDF file; equal input gives equal bytes. Draws with the code that draws the window.
Result<std::vector<std::byte>> pngBytes(const FigureData& figure, const PictureOptions& options);
Result<std::vector<std::byte>> svgBytes(const FigureData& figure, const PictureOptions& options);
Result<std::vector<std::byte>> pdfBytes(const FigureData& figure, const PictureOptions& options);

} // namespace headlight::ui
