// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "core/engine/torch/path/path_integral.h"
#include "core/engine/torch/path/path_nodes.h"

namespace headlight::engine {

/// Integrals of g dy/da on nested Chebyshev points without keeping any: every point is added to the sums of its own
/// level and of the finer ones, where it will have other weights, so that no point is evaluated twice. Memory bounds
/// how many levels are summed ahead; beyond them the points are evaluated anew.
class StreamedLevels {
public:
    /// At most `ahead` levels are summed at once.
    StreamedLevels(PathWalker& walker, PointsMap map, int ahead, int maxIntervals)
        : m_walker(walker), m_map(map), m_ahead(ahead), m_maxIntervals(maxIntervals)
    {
    }

    /// The attributions on the points of `intervals`, which must double from call to call.
    std::vector<PathAttribution> level(int intervals, const std::string& step);

private:
    struct Sums {
        std::vector<double> weights; ///< of the level's ascending points
        std::vector<PathSums> targets;
    };

    void begin(int intervals);
    std::vector<WeightedSums> weighed(const std::vector<double>& places, std::size_t first, std::size_t count);

    PathWalker& m_walker;
    PointsMap m_map;
    int m_ahead;
    int m_maxIntervals;
    std::map<int, Sums> m_sums; ///< by intervals
};

} // namespace headlight::engine
