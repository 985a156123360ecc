// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/summaries.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {

namespace {

/// `join` carries a number along the first axis of `maps`, from zero.
template <typename Join>
Array overHeads(const Array& maps, Join join)
{
    const Shape shape(maps.shape().begin() + 1, maps.shape().end());
    std::vector<float> joined(elementCount(shape));
    for (std::int64_t head = 0; head < maps.dimension(0); ++head) {
        const Array map = maps[head];
        const float* values = map.data();
        for (std::size_t i = 0; i < joined.size(); ++i)
            joined[i] = join(joined[i], values[i]);
    }
    return Array(shape, std::move(joined));
}

} // namespace

Array normOverHeads(const Array& maps)
{
    const Array squares = overHeads(maps, [](float sum, float value) { return sum + value * value; });
    std::vector<float> norms(squares.values().begin(), squares.values().end());
    for (float& norm : norms)
        norm = std::sqrt(norm);
    return Array(squares.shape(), std::move(norms));
}

Array meanOverHeads(const Array& maps)
{
    const auto heads = static_cast<float>(maps.dimension(0));
    return overHeads(maps, [heads](float sum, float value) { return sum + value / heads; });
}

Array largestOverHeads(const Array& maps)
{
    const auto larger = [](float found, float value) {
        return std::isnan(value) || std::abs(value) > std::abs(found) ? value : found;
    };
    return overHeads(maps, larger);
}

Array receivedByToken(const Array& maps)
{
    const std::int64_t heads = maps.dimension(0);
    const auto columns = static_cast<std::size_t>(maps.dimension(2));
    std::vector<float> received;
    for (std::int64_t head = 0; head < heads; ++head) {
        std::vector<double> sums(columns);
        const Array map = maps[head];
        const auto values = map.values();
        for (std::size_t i = 0; i < values.size(); ++i)
            sums[i % columns] += values[i];
        received.insert(received.end(), sums.begin(), sums.end());
    }
    return Array({heads, maps.dimension(2)}, std::move(received));
}

Array normalisedRows(const Array& rows)
{
    std::vector<float> values(rows.values().begin(), rows.values().end());
    const auto columns = static_cast<std::ptrdiff_t>(rows.dimension(1));
    for (auto row = values.begin(); row != values.end() && columns > 0; row += columns) {
        double squares = 0; // of what is finite: one NaN must not take the others with it
        std::for_each(row, row + columns,
                      [&squares](float value) { squares += std::isfinite(value) ? double(value) * value : 0; });
        const double norm = std::sqrt(squares);
        if (norm > 0)
            std::for_each(row, row + columns, [norm](float& value) { value = float(value / norm); });
    }
    return Array(rows.shape(), std::move(values));
}

Array asRow(const Array& values)
{
    return Array({1, static_cast<std::int64_t>(values.size())}, {values.values().begin(), values.values().end()});
}

} // namespace headlight::ui
