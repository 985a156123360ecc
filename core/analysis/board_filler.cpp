// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/board_filler.h"

#include <limits>

namespace headlight {

namespace {

constexpr auto showAgainAfter = std::chrono::milliseconds(150);
constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t cellsOfKind = 3;

} // namespace

bool ShowTimer::isDue()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_shown < showAgainAfter)
        return false;
    m_shown = now;
    return true;
}

BoardFiller::BoardFiller(std::span<const AblationKind> kinds, int layers, int heads, std::vector<std::string> targets,
                         std::vector<double> before)
    : m_targets(std::move(targets)),
      m_before(std::move(before)),
      m_kinds(kinds.begin(), kinds.end())
{
    for (const AblationKind kind : m_kinds)
        add(kind, layers, heads);
}

void BoardFiller::add(AblationKind kind, int layers, int heads)
{
    const std::size_t first = m_cells.size();
    for (const Shape& shape : {Shape{layers, heads}, Shape{layers}, Shape{layers}}) {
        const std::size_t size = elementCount(shape);
        m_cells.push_back({shape, std::vector(m_targets.size(), std::vector(size, unknown)), std::vector(size, unknown),
                           std::vector(size, unknown), std::vector<std::int64_t>(2 * size, -1)});
    }
    const auto addSet = [&](std::size_t cells, int cell, int layer, int head) {
        m_sets.push_back({{{kind, layer, head}}});
        m_places.push_back({first + cells, static_cast<std::size_t>(cell)});
    };
    for (int layer = 0; layer < layers; ++layer) {
        for (int head = 0; head < heads; ++head)
            addSet(0, layer * heads + head, layer, head);
        addSet(1, layer, layer, AblatedPart::every);
        addSet(2, layer, layer, AblatedPart::feedForward);
    }
}

void BoardFiller::take(std::size_t set, const RunReading& reading)
{
    const auto [index, cell] = m_places[set];
    Cells& cells = m_cells[index];
    for (std::size_t t = 0; t < m_targets.size(); ++t)
        cells.changes[t][cell] = static_cast<float>(reading.targets[t] - m_before[t]);
    cells.probability[cell] = static_cast<float>(reading.probability);
    cells.predictedProbability[cell] = static_cast<float>(reading.predictedProbability);
    cells.predicted[2 * cell] = reading.predicted[0];
    cells.predicted[2 * cell + 1] = reading.predicted[1];
}

AblationMaps BoardFiller::mapsOf(const Cells& cells) const
{
    AblationMaps maps;
    for (std::size_t t = 0; t < m_targets.size(); ++t)
        maps.changes[m_targets[t]] = Array(cells.shape, cells.changes[t]);
    maps.probability = Array(cells.shape, cells.probability);
    maps.predictedProbability = Array(cells.shape, cells.predictedProbability);
    maps.predicted = cells.predicted;
    return maps;
}

std::map<AblationKind, AblationBoard> BoardFiller::boards() const
{
    std::map<AblationKind, AblationBoard> boards;
    for (std::size_t k = 0; k < m_kinds.size(); ++k) {
        const Cells* cells = &m_cells[k * cellsOfKind];
        boards[m_kinds[k]] = {mapsOf(cells[0]), mapsOf(cells[1]), mapsOf(cells[2])};
    }
    return boards;
}

} // namespace headlight
