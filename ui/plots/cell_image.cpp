// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_image.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "figures/colour_map.h"
#include "figures/parallel_loop.h"

namespace headlight::ui {
namespace {

/// The cells that fall on one pixel, [begin, end).
struct Span {
    int begin = 0;
    int end = 0;
    bool operator==(const Span&) const = default;
};

/// For each of `pixels` the cells that it stands for: the one under its middle, or all that it covers.
std::vector<Span> spans(double first, double length, int pixels, int cells)
{
    const double pitch = length / pixels;
    const auto cellAt = [cells](double place) { return std::clamp(static_cast<int>(std::floor(place)), 0, cells - 1); };
    std::vector<Span> list(static_cast<std::size_t>(pixels));
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const int middle = cellAt(first + (pixel + 0.5) * pitch);
        Span span{middle, middle + 1};
        if (pitch > 1) {
            span.begin = cellAt(first + pixel * pitch);
            span.end = std::max(span.begin + 1, cellAt(first + (pixel + 1) * pitch - 1e-9) + 1);
        }
        list[static_cast<std::size_t>(pixel)] = span;
    }
    return list;
}

/// A strength is a key that orders floats by magnitude, NaN last of all: their bits, turned so that the sign lies below
/// the magnitude. This turns them back.
float valueOf(std::uint32_t strength)
{
    return std::bit_cast<float>(std::rotr(strength, 1));
}

/// The strongest value of each of `width` columns, over `rows` of the matrix. A plain loop over neighbours, for the
/// vector units.
HEADLIGHT_VECTOR_LOOP void strongestOfRows(const float* values, Span rows, std::uint32_t* strengths, std::size_t width)
{
    std::fill(strengths, strengths + width, 0);
    for (int row = rows.begin; row < rows.end; ++row) {
        const float* cells = values + static_cast<std::size_t>(row) * width;
        for (std::size_t column = 0; column < width; ++column)
            strengths[column] = std::max(strengths[column], std::rotl(std::bit_cast<std::uint32_t>(cells[column]), 1));
    }
}

float strongestOf(const std::vector<std::uint32_t>& strengths, Span columns)
{
    std::uint32_t best = strengths[static_cast<std::size_t>(columns.begin)];
    for (int column = columns.begin + 1; column < columns.end; ++column)
        best = std::max(best, strengths[static_cast<std::size_t>(column)]);
    return valueOf(best);
}

} // namespace

QImage cellImage(const Array& values, const QRectF& cells, const QSize& pixels, const ColourTable& colours)
{
    QImage image(pixels, QImage::Format_RGB32);
    if (pixels.isEmpty() || values.size() == 0)
        return image;
    const auto columns = spans(cells.left(), cells.width(), pixels.width(), static_cast<int>(values.dimension(1)));
    const auto rows = spans(cells.top(), cells.height(), pixels.height(), static_cast<int>(values.dimension(0)));
    std::vector<std::uint32_t> strengths(static_cast<std::size_t>(values.dimension(1)));
    for (int y = 0; y < pixels.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        if (y > 0 && rows[static_cast<std::size_t>(y)] == rows[static_cast<std::size_t>(y) - 1]) {
            std::memcpy(out, image.constScanLine(y - 1), columns.size() * sizeof(QRgb));
            continue;
        }
        strongestOfRows(values.data(), rows[static_cast<std::size_t>(y)], strengths.data(), strengths.size());
        std::transform(columns.begin(), columns.end(), out,
                       [&](Span span) { return colours.colour(strongestOf(strengths, span)); });
    }
    return image;
}

} // namespace headlight::ui
