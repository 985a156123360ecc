// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/cell_readings.h"

#include <algorithm>
#include <cmath>

#include "ui/figures/measure.h"

namespace headlight::ui {

namespace {

QString tokenOf(const AnalysisResult& result, int token)
{
    return QString::fromStdString(result.input.tokens[static_cast<std::size_t>(token)]);
}

std::optional<float> valueAt(const Array& values, std::initializer_list<std::int64_t> indices)
{
    std::size_t axis = 0;
    for (const std::int64_t index : indices)
        if (index < 0 || index >= values.dimension(axis++))
            return {};
    return values.at(indices);
}

CellReading readingOf(const AnalysisResult& result, const Measure& measure, const Cell& cell)
{
    CellReading reading{measure.label, measure.label, {}, {}};
    if (measure.id == QLatin1String("f")) {
        reading.values = result.norms.f;
        reading.value = valueAt(reading.values, {cell.layer, cell.head, cell.to});
        if (reading.value)
            reading.hint += QStringLiteral(" of “%1”").arg(tokenOf(result, cell.to));
    } else if (measure.id == QLatin1String("sum-alpha-f")) {
        reading.values = result.norms.sumAlphaF;
        reading.value = valueAt(reading.values, {cell.layer, cell.from, cell.to});
    } else {
        reading.values = headMaps(result, measure.id);
        reading.value = valueAt(reading.values, {cell.layer, cell.head, cell.from, cell.to});
    }
    return reading;
}

std::int64_t countLarger(std::span<const float> values, float magnitude)
{
    return std::count_if(values.begin(), values.end(),
                         [magnitude](float value) { return std::abs(value) > magnitude; });
}

void rank(CellReading& reading, int layer)
{
    const float magnitude = std::abs(*reading.value);
    reading.modelRank = 1;
    for (std::int64_t other = 0; other < reading.values.dimension(0); ++other) {
        const std::int64_t larger = countLarger(reading.values[other].values(), magnitude);
        reading.modelRank += larger;
        if (other == layer)
            reading.layerRank = 1 + larger;
    }
}

Cell cellAt(const Array& values, std::int64_t position)
{
    const std::int64_t tokens = values.dimension(3);
    const std::int64_t heads = values.dimension(1);
    const std::int64_t map = position / (tokens * tokens);
    return {static_cast<int>(map / heads), static_cast<int>(map % heads), static_cast<int>(position / tokens % tokens),
            static_cast<int>(position % tokens)};
}

std::int64_t strongestPosition(std::span<const float> values)
{
    const auto weaker = [](float a, float b) { return std::abs(a) < std::abs(b); };
    return std::max_element(values.begin(), values.end(), weaker) - values.begin();
}

/// The [S,S] map of `measure` that `cell` lies in; null for none.
Array mapOf(const AnalysisResult& result, const QString& measure, const Cell& cell)
{
    const Array maps = measure == QLatin1String("sum-alpha-f") ? result.norms.sumAlphaF : headMaps(result, measure);
    if (maps.isNull() || cell.layer < 0 || cell.layer >= maps.dimension(0))
        return {};
    if (maps.rank() == 3)
        return maps[cell.layer];
    return cell.head >= 0 && cell.head < maps.dimension(1) ? maps[cell.layer][cell.head] : Array();
}

void keepStrongest(std::vector<Neighbour>& neighbours, std::size_t count)
{
    // NaN counts as the weakest, so that the order is strict.
    const auto magnitude = [](const Neighbour& one) { return std::isnan(one.value) ? -1.0F : std::abs(one.value); };
    const auto end = neighbours.begin() + static_cast<std::ptrdiff_t>(std::min(count, neighbours.size()));
    std::partial_sort(neighbours.begin(), end, neighbours.end(),
                      [&](const Neighbour& a, const Neighbour& b) { return magnitude(a) > magnitude(b); });
    neighbours.erase(end, neighbours.end());
}

} // namespace

std::vector<CellReading> readCell(const AnalysisResult& result, const Cell& cell)
{
    std::vector<CellReading> readings;
    for (const Measure& measure : measures(&result))
        if (measure.available)
            readings.push_back(readingOf(result, measure, cell));
    return readings;
}

void rankReadings(std::vector<CellReading>& readings, int layer)
{
    for (CellReading& reading : readings)
        if (reading.value && !std::isnan(*reading.value))
            rank(reading, layer);
}

Neighbours neighboursOf(const AnalysisResult& result, const QString& measure, const Cell& cell, std::size_t count)
{
    const Array map = mapOf(result, measure, cell);
    if (map.isNull())
        return {};
    const std::int64_t tokens = map.dimension(0);
    Neighbours found;
    for (std::int64_t token = 0; token < tokens; ++token) {
        const int index = static_cast<int>(token);
        if (cell.from >= 0 && cell.from < tokens && index != cell.from)
            found.seen.push_back({index, map.at({cell.from, token})});
        if (cell.to >= 0 && cell.to < tokens && index != cell.to)
            found.seeing.push_back({index, map.at({token, cell.to})});
    }
    keepStrongest(found.seen, count);
    keepStrongest(found.seeing, count);
    return found;
}

Cell strongestCell(const Array& values, int layer, int head)
{
    if (values.isNull() || values.size() == 0)
        return {};
    if (layer < 0 || head < 0)
        return cellAt(values, strongestPosition(values.values()));
    Cell cell = cellAt(values, strongestPosition(values[layer][head].values()));
    cell.layer = layer;
    cell.head = head;
    return cell;
}

} // namespace headlight::ui
