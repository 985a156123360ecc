// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/cell_image.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "ui/plots/colour_map.h"

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

bool outshines(float candidate, float current)
{
    if (std::isnan(current))
        return false;
    return std::isnan(candidate) || std::abs(candidate) > std::abs(current);
}

/// The strongest value of each column span in `rows`.
void strongest(const Array& values, Span rows, const std::vector<Span>& columns, std::vector<float>& found)
{
    const auto width = static_cast<std::size_t>(values.dimension(1));
    for (int row = rows.begin; row < rows.end; ++row) {
        const float* cells = values.data() + static_cast<std::size_t>(row) * width;
        for (std::size_t x = 0; x < columns.size(); ++x) {
            float best = row == rows.begin ? cells[columns[x].begin] : found[x];
            for (int column = columns[x].begin; column < columns[x].end; ++column)
                best = outshines(cells[column], best) ? cells[column] : best;
            found[x] = best;
        }
    }
}

} // namespace

QImage cellImage(const Array& values, const QRectF& cells, const QSize& pixels, const ColourTable& colours)
{
    QImage image(pixels, QImage::Format_RGB32);
    if (pixels.isEmpty() || values.size() == 0)
        return image;
    const auto columns = spans(cells.left(), cells.width(), pixels.width(), static_cast<int>(values.dimension(1)));
    const auto rows = spans(cells.top(), cells.height(), pixels.height(), static_cast<int>(values.dimension(0)));
    std::vector<float> line(columns.size());
    for (int y = 0; y < pixels.height(); ++y) {
        auto* out = reinterpret_cast<QRgb*>(image.scanLine(y));
        if (y > 0 && rows[static_cast<std::size_t>(y)] == rows[static_cast<std::size_t>(y) - 1]) {
            std::memcpy(out, image.constScanLine(y - 1), columns.size() * sizeof(QRgb));
            continue;
        }
        strongest(values, rows[static_cast<std::size_t>(y)], columns, line);
        std::transform(line.begin(), line.end(), out, [&colours](float value) { return colours.colour(value); });
    }
    return image;
}

} // namespace headlight::ui
