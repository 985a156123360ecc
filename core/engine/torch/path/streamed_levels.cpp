// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/streamed_levels.h"

#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/quadrature.h"

namespace headlight::engine {

void StreamedLevels::begin(int intervals)
{
    m_sums.clear();
    for (int k = 0; k < m_ahead && (k == 0 || intervals <= m_maxIntervals); ++k, intervals *= 2)
        m_sums[intervals] = {mappedPoints(intervals, m_map).weights, {}};
}

/// The weights of some points in each level; `places` are fractions k / n of the points' level, which are those of
/// every finer level too.
std::vector<WeightedSums> StreamedLevels::weighed(const std::vector<double>& places, std::size_t first,
                                                  std::size_t count)
{
    std::vector<WeightedSums> result;
    for (auto& [intervals, sums] : m_sums) {
        WeightedSums& each = result.emplace_back(WeightedSums{{}, &sums.targets});
        for (std::size_t k = first; k < first + count; ++k)
            each.weights.push_back(sums.weights[static_cast<std::size_t>(std::llround(places[k] * intervals))]);
    }
    return result;
}

std::vector<PathAttribution> StreamedLevels::level(int intervals, const std::string& step)
{
    const bool known = m_sums.contains(intervals);
    if (!known)
        begin(intervals);
    const std::vector<double> nodes = mappedPoints(intervals, m_map).nodes;
    std::vector<double> positions;
    std::vector<double> places;
    for (std::size_t k = known ? 1 : 0; k < nodes.size(); k += known ? 2 : 1) {
        positions.push_back(nodes[k]);
        places.push_back(static_cast<double>(k) / intervals);
    }
    m_walker.accumulate(positions, step,
                        [&](std::size_t first, std::size_t count) { return weighed(places, first, count); });
    std::vector<PathAttribution> result;
    const auto done = m_sums.extract(intervals); // its memory goes with it
    for (const PathSums& sums : done.mapped().targets) {
        PathAttribution& target = result.emplace_back();
        target.conductance = sums.conductance;
        target.input = sums.input * m_walker.direction();
    }
    return result;
}

} // namespace headlight::engine
