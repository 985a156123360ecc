// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/cell_readings.h"

#include <algorithm>
#include <cmath>

#include "figures/measure.h"
#include "figures/token_text.h"

namespace headlight::ui {

namespace {

QString tokenOf(const AnalysisResult& result, int token)
{
    return shownToken(readTokens(result.input)[token]);
}

bool within(std::int64_t index, const Array& values, std::size_t axis)
{
    return index >= 0 && index < values.dimension(axis);
}

/// Whether its values have rows of tokens.
bool isMap(const MeasureKind& measure)
{
    return measure.shape != MeasureShape::HeadRows;
}

/// The map that `cell` lies in, or, where there are no maps, the row of its layer's heads; null for none.
Array sliceOf(const AnalysisResult& result, const MeasureKind& measure, const Cell& cell, const TokenUnits& units)
{
    const Array values = valuesOf(measure, result);
    if (values.isNull() || !within(cell.layer, values, 0))
        return {};
    if (!isMap(measure))
        return units.rows(values[cell.layer], measure.merge);
    if (measure.shape == MeasureShape::LayerMaps)
        return units.map(values[cell.layer], measure.merge);
    return within(cell.head, values, 1) ? units.map(values[cell.layer][cell.head], measure.merge) : Array();
}

/// The row of a slice that `cell` lies in.
int rowIn(const MeasureKind& measure, const Cell& cell, const TokenUnits& units)
{
    return isMap(measure) ? units.unitOf(cell.from) : cell.head;
}

CellReading readingOf(const AnalysisResult& result, const Measure& measure, const Cell& cell, const TokenUnits& units)
{
    const MeasureKind& kind = measure.kind;
    CellReading reading{measure.label, measure.label, valuesOf(kind, result), {}, kind.merge, isMap(kind)};
    const Array slice = sliceOf(result, kind, cell, units);
    const int row = rowIn(kind, cell, units);
    const int column = units.unitOf(cell.to);
    if (slice.isNull() || !within(row, slice, 0) || !within(column, slice, 1))
        return reading;
    reading.value = slice.at({row, column});
    if (!reading.isMap)
        reading.hint +=
            QStringLiteral(" of “%1”").arg(units.areWords() ? units.name(column) : tokenOf(result, cell.to));
    return reading;
}

std::int64_t countLarger(std::span<const float> values, float magnitude)
{
    return std::count_if(values.begin(), values.end(),
                         [magnitude](float value) { return std::abs(value) > magnitude; });
}

/// In one layer's values.
std::int64_t countLarger(const CellReading& reading, const Array& layer, float magnitude, const TokenUnits& units)
{
    if (!units.areWords())
        return countLarger(layer.values(), magnitude);
    if (!reading.isMap)
        return countLarger(units.rows(layer, reading.rule).values(), magnitude);
    if (layer.rank() == 2)
        return countLarger(units.map(layer, reading.rule).values(), magnitude);
    std::int64_t larger = 0;
    for (std::int64_t head = 0; head < layer.dimension(0); ++head)
        larger += countLarger(units.map(layer[head], reading.rule).values(), magnitude);
    return larger;
}

void rank(CellReading& reading, int layer, const TokenUnits& units)
{
    const float magnitude = std::abs(*reading.value);
    reading.modelRank = 1;
    for (std::int64_t other = 0; other < reading.values.dimension(0); ++other) {
        const std::int64_t larger = countLarger(reading, reading.values[other], magnitude, units);
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
    // What is not finite is no strength.
    const auto magnitude = [](float value) { return std::isfinite(value) ? std::abs(value) : -1.0F; };
    const auto weaker = [&](float a, float b) { return magnitude(a) < magnitude(b); };
    return std::max_element(values.begin(), values.end(), weaker) - values.begin();
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

std::vector<CellReading> readCell(const AnalysisResult& result, const Cell& cell, const TokenUnits& units)
{
    std::vector<CellReading> readings;
    for (const Measure& measure : measures(&result))
        if (measure.available)
            readings.push_back(readingOf(result, measure, cell, units));
    return readings;
}

void rankReadings(std::vector<CellReading>& readings, int layer, const TokenUnits& units)
{
    for (CellReading& reading : readings)
        if (reading.value && !std::isnan(*reading.value))
            rank(reading, layer, units);
}

Neighbours neighboursOf(const AnalysisResult& result, const QString& measure, const Cell& cell, std::size_t count,
                        const TokenUnits& units)
{
    const Array map = isMap(kindOf(measure)) ? sliceOf(result, kindOf(measure), cell, units) : Array();
    if (map.isNull())
        return {};
    const Cell at = units.unitsOf(cell);
    Neighbours found;
    for (int unit = 0; unit < map.dimension(0); ++unit) {
        if (within(at.from, map, 0) && unit != at.from)
            found.seen.push_back({unit, map.at({at.from, unit})});
        if (within(at.to, map, 0) && unit != at.to)
            found.seeing.push_back({unit, map.at({unit, at.to})});
    }
    keepStrongest(found.seen, count);
    keepStrongest(found.seeing, count);
    return found;
}

std::vector<float> rowOf(const AnalysisResult& result, const QString& measure, const Cell& cell,
                         const TokenUnits& units)
{
    const Array slice = sliceOf(result, kindOf(measure), cell, units);
    const int row = rowIn(kindOf(measure), cell, units);
    if (slice.isNull() || !within(row, slice, 0))
        return {};
    const auto values = slice[row].values();
    return {values.begin(), values.end()};
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
