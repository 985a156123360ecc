// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/rollout.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

namespace headlight {

namespace {

using Matrix = std::vector<double>; ///< [S,S]

Matrix matrixOf(const Array& map)
{
    return {map.values().begin(), map.values().end()};
}

/// row += share * other, element by element.
void addScaled(std::span<double> row, double share, std::span<const double> other)
{
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] += share * other[j];
}

/// a b; empty where the job is cancelled.
Matrix product(const Matrix& a, const Matrix& b, std::size_t S, const Job& job)
{
    Matrix result(S * S, 0.0);
    const std::span<const double> right(b);
    for (std::size_t i = 0; i < S; ++i) {
        if (job.stopped())
            return {};
        const std::span<double> row(result.data() + i * S, S);
        for (std::size_t k = 0; k < S; ++k)
            addScaled(row, a[i * S + k], right.subspan(k * S, S));
    }
    return result;
}

/// The mean over heads of one layer, [H,S,S].
Matrix meanOverHeads(const Array& heads)
{
    const std::size_t cells = heads.size() / static_cast<std::size_t>(heads.dimension(0));
    Matrix mean(cells, 0.0);
    const auto values = heads.values();
    for (std::size_t i = 0; i < values.size(); ++i)
        mean[i % cells] += values[i];
    for (double& each : mean)
        each /= static_cast<double>(heads.dimension(0));
    return mean;
}

/// Each layer divided by its largest row sum: of a product that changes nothing but its scale, which may grow beyond
/// all numbers.
Array scaledLayers(const Array& maps)
{
    std::vector<float> values;
    const auto S = static_cast<std::size_t>(maps.dimension(2));
    for (std::int64_t layer = 0; layer < maps.dimension(0); ++layer) {
        const Matrix map = matrixOf(maps[layer]);
        double largest = 0;
        for (std::size_t row = 0; row * S < map.size(); ++row)
            largest = std::max(largest, std::accumulate(map.begin() + static_cast<std::ptrdiff_t>(row * S),
                                                        map.begin() + static_cast<std::ptrdiff_t>((row + 1) * S), 0.0));
        for (const double each : map)
            values.push_back(static_cast<float>(largest > 0 ? each / largest : each));
    }
    return {maps.shape(), std::move(values)};
}

/// Changes each row, [S], of `maps` [...,S,S].
template <typename Change>
Array withRows(const Array& maps, const Change& change)
{
    std::vector<float> values(maps.values().begin(), maps.values().end());
    const auto S = static_cast<std::size_t>(maps.shape().back());
    for (std::size_t row = 0; row * S < values.size(); ++row)
        change(std::span<float>(values).subspan(row * S, S), row % S);
    return {maps.shape(), std::move(values)};
}

} // namespace

Array residualAttention(const Array& attention)
{
    const std::int64_t L = attention.dimension(0);
    const std::int64_t S = attention.dimension(3);
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(L * S * S));
    for (std::int64_t layer = 0; layer < L; ++layer) {
        const Matrix mean = meanOverHeads(attention[layer]);
        for (std::size_t i = 0; i < mean.size(); ++i) {
            const bool own = i % static_cast<std::size_t>(S + 1) == 0;
            values.push_back(static_cast<float>(0.5 * mean[i] + (own ? 0.5 : 0.0)));
        }
    }
    return {{L, S, S}, std::move(values)};
}

Result<Array> rolledOut(const Array& maps, const Job& job)
{
    const auto S = static_cast<std::size_t>(maps.dimension(1));
    Matrix all = matrixOf(maps[0]);
    std::vector<float> values(all.begin(), all.end());
    for (std::int64_t layer = 1; layer < maps.dimension(0); ++layer) {
        all = product(matrixOf(maps[layer]), all, S, job);
        if (all.empty())
            return cancelled();
        values.insert(values.end(), all.begin(), all.end());
    }
    return Array(maps.shape(), std::move(values));
}

Result<Array> rawRollout(const Array& maps, const Job& job)
{
    const Result<Array> product = rolledOut(scaledLayers(maps), job);
    return product ? rowsToOne(*product) : product;
}

Array rowsToOne(const Array& maps)
{
    return withRows(maps, [](std::span<float> row, std::size_t) {
        const double sum = std::accumulate(row.begin(), row.end(), 0.0);
        for (float& each : row)
            each = sum != 0 ? static_cast<float>(each / sum) : each;
    });
}

Array withoutIdentity(const Array& maps)
{
    return withRows(maps, [](std::span<float> row, std::size_t own) { row[own] -= 1; });
}

} // namespace headlight
