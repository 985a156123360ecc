// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <cmath>
#include <span>

#include "core/engine/quadrature.h"
#include "core/engine/torch/path/error_estimate.h"
#include "core/engine/torch/path/node_store.h"
#include "core/engine/torch/path/path_integral.h"
#include "core/engine/torch/path/path_nodes.h"
#include "core/engine/torch/path/streamed_levels.h"

namespace headlight::engine {

namespace {

constexpr int firstIntervals = 8;
// Results of a level that exist beside its nodes: itself, its coarser twin, and the maps of the level before.
constexpr std::int64_t resultsBeside = 3;
// Beside sums: the maps of the level before, where sums begin anew.
constexpr std::int64_t resultsBesideSums = 1;
// The share of the memory for points that are kept. Streaming takes a third more arithmetic and much less memory, which
// has its price in time too where it comes fresh from the system.
constexpr std::int64_t keptShare = 2;

/// The levels of one integral, from 9 points on.
class Refinement {
public:
    /// `expected` points are most likely needed, at most `maxPoints`.
    Refinement(PathFunction& function, const PathProblem& problem, int expected, int maxPoints)
        : m_function(function), m_problem(problem), m_walker(function, problem), m_store(function.targetCount()),
          m_next(function.targetCount()),
          m_streamed(m_walker, problem.map, std::max(1, levelsAhead(summingLanes(expected))), maxPoints - 1),
          m_estimate(problem.smooth), m_streaming(!fits(expected))
    {
        m_walker.sumInLanes(summingLanes(expected));
    }

    PathResult level(int intervals)
    {
        PathResult result;
        result.targets.resize(m_function.targetCount());
        std::vector<std::vector<at::Tensor>> coarser;
        if (!m_streaming && !fits(intervals + 1))
            beginStreaming();
        if (m_streaming) {
            if (m_differences.empty())
                m_differences = m_walker.differences();
            result.targets = m_streamed.level(intervals, step(intervals));
        } else {
            combine(intervals, result, coarser);
        }
        for (std::size_t t = 0; t < result.targets.size(); ++t)
            result.targets[t].difference = m_differences[t];
        result.points = intervals + 1;
        estimate(result, coarser);
        return result;
    }

private:
    std::string step(int intervals) const { return m_problem.what + ", " + std::to_string(intervals + 1) + " points"; }

    std::int64_t resultBytes() const
    {
        const auto targets = static_cast<std::int64_t>(m_function.targetCount());
        return m_function.cost().keptBytes * targets / (1 + targets);
    }

    /// The lanes that evaluated the points which are kept no more may have other chunks than those that sum.
    void beginStreaming()
    {
        m_store.clear();
        m_next.clear();
        m_walker.releaseTwins();
        m_streaming = true;
    }

    /// Whether all points of a level can be kept, in their share of the memory and beside all else.
    bool fits(int points) const
    {
        const std::int64_t kept = points * m_function.cost().keptBytes;
        const std::int64_t all = kept + resultsBeside * resultBytes() + m_walker.workingBytes();
        return kept <= m_problem.memoryBytes / keptShare && all <= m_problem.memoryBytes;
    }

    /// For how many levels the memory holds sums; 0: for none, not even that under way.
    int levelsAhead(std::size_t lanes) const
    {
        const std::int64_t room =
            m_problem.memoryBytes - m_walker.summingBytes(lanes) - resultsBesideSums * resultBytes();
        const std::int64_t each = static_cast<std::int64_t>(lanes) * std::max<std::int64_t>(1, resultBytes());
        return static_cast<int>(std::clamp<std::int64_t>(room / each, 0, 8));
    }

    /// All that are useful, where they cost none of the levels up to `expected` points; else one.
    std::size_t summingLanes(int expected) const
    {
        int needed = 1;
        for (int intervals = firstIntervals; intervals + 1 < expected; intervals *= 2)
            ++needed;
        const std::size_t lanes = m_walker.usefulLanes();
        return levelsAhead(lanes) >= std::max(1, std::min(levelsAhead(1), needed)) ? lanes : 1;
    }

    /// Evaluates the points that the levels before lack, and differentiates all kept points together.
    void combine(int intervals, PathResult& result, std::vector<std::vector<at::Tensor>>& coarser)
    {
        if (m_next.isEmpty())
            evaluate(intervals);
        else
            m_store.take(m_next);
        m_store.integrate(mappedPoints(intervals, m_problem.map), m_walker.direction(), m_problem.job, result.targets,
                          coarser);
    }

    /// The first level's points go with those of the next, which is needed always: both together make better use of the
    /// machine.
    void evaluate(int intervals)
    {
        std::vector<Place> places = placesOf(intervals, !m_store.isEmpty());
        const std::size_t own = places.size();
        if (m_store.isEmpty() && fits(2 * intervals + 1)) {
            const std::vector<Place> more = placesOf(2 * intervals, true);
            places.insert(places.end(), more.begin(), more.end());
        }
        std::vector<double> positions;
        for (const Place& each : places)
            positions.push_back(each.position);
        m_walker.walk(positions, step(intervals), [&](std::size_t first, const PathNodes& nodes) {
            const auto size = static_cast<std::size_t>(nodes.targets[0].size(0));
            const std::size_t mine = std::min(size, own - std::min(own, first));
            const auto begin = places.begin() + static_cast<std::ptrdiff_t>(first);
            noteEnds(std::span(begin, size), nodes);
            keep(m_store, std::span(begin, mine), nodes, 0);
            keep(m_next, std::span(begin, size).subspan(mine), nodes, mine);
        });
    }

    /// A point of the path: where it is, and its key (NodeStore).
    struct Place {
        double position = 0;
        double key = 0;
    };

    /// The points of a level, or those alone that the level before lacks.
    std::vector<Place> placesOf(int intervals, bool newOnes) const
    {
        const std::vector<double> nodes = mappedPoints(intervals, m_problem.map).nodes;
        std::vector<Place> places;
        for (std::size_t k = newOnes ? 1 : 0; k < nodes.size(); k += newOnes ? 2 : 1)
            places.push_back({nodes[k], static_cast<double>(k) / intervals});
        return places;
    }

    static void keep(NodeStore& store, std::span<const Place> places, const PathNodes& nodes, std::size_t first)
    {
        std::vector<double> keys;
        for (const Place& each : places)
            keys.push_back(each.key);
        if (!keys.empty())
            store.add(std::move(keys),
                      partOf(nodes, static_cast<std::int64_t>(first), static_cast<std::int64_t>(places.size())));
    }

    /// F(x) - F(x') comes from the points at the ends.
    void noteEnds(std::span<const Place> places, const PathNodes& nodes)
    {
        m_differences.resize(m_function.targetCount());
        for (std::size_t k = 0; k < places.size(); ++k) {
            const double sign = places[k].key == 1 ? 1 : places[k].key == 0 ? -1 : 0;
            for (std::size_t t = 0; sign != 0 && t < m_differences.size(); ++t)
                m_differences[t] += sign * nodes.targets[t][static_cast<std::int64_t>(k)].item<double>();
        }
    }

    std::vector<std::vector<at::Tensor>> measured(const std::vector<at::Tensor>& conductance) const
    {
        std::vector<std::vector<at::Tensor>> maps;
        for (std::size_t i = 0; i < conductance.size(); ++i)
            maps.push_back(m_problem.mapsOf(i, conductance[i]));
        return maps;
    }

    /// By how much each intermediate misses completeness, relative to the largest magnitude of its first map.
    std::vector<double> gapsOf(const PathAttribution& target, const std::vector<std::vector<at::Tensor>>& maps) const
    {
        std::vector<double> gaps(maps.size(), 0.0);
        for (std::size_t i = 0; i < maps.size(); ++i) {
            const double magnitude = maps[i].front().abs().max().item<double>();
            if (m_problem.complete && m_problem.complete(i) && magnitude > 0)
                gaps[i] =
                    std::abs(target.conductance[i].sum(at::kDouble).item<double>() - target.difference) / magnitude;
        }
        return gaps;
    }

    /// An intermediate's error is that of its worst map.
    void estimate(PathResult& result, const std::vector<std::vector<at::Tensor>>& coarser)
    {
        MeasuredMaps now;
        std::optional<MeasuredMaps> truncated;
        std::vector<std::vector<double>> gaps;
        for (const PathAttribution& target : result.targets) {
            now.push_back(measured(target.conductance));
            gaps.push_back(gapsOf(target, now.back()));
        }
        for (const std::vector<at::Tensor>& conductance : coarser)
            (truncated ? *truncated : truncated.emplace()).push_back(measured(conductance));
        const std::optional<MapErrors> errors = m_estimate.next(std::move(now), truncated, gaps);
        for (std::size_t t = 0; errors && t < errors->size(); ++t)
            for (const std::vector<double>& maps : (*errors)[t])
                result.targets[t].error.push_back(*std::max_element(maps.begin(), maps.end()));
    }

    PathFunction& m_function;
    const PathProblem& m_problem;
    PathWalker m_walker;
    NodeStore m_store;
    NodeStore m_next; ///< the points that the next level adds, where they are known already
    StreamedLevels m_streamed;
    ErrorEstimate m_estimate;
    std::vector<double> m_differences; ///< F(x) - F(x') of each target
    bool m_streaming; ///< from the start where it will come to that: points that are kept are lost then
};

double largestError(const PathResult& result)
{
    double largest = 0;
    for (const PathAttribution& target : result.targets)
        for (const double error : target.error)
            largest = worse(largest, error);
    return largest;
}

} // namespace

void measureError(PathResult& result, const PathResult& exact, const PathProblem& problem)
{
    for (std::size_t t = 0; t < result.targets.size(); ++t) {
        PathAttribution& target = result.targets[t];
        target.error.clear();
        for (std::size_t i = 0; i < target.conductance.size(); ++i) {
            const auto truth = problem.mapsOf(i, exact.targets[t].conductance[i]);
            const auto found = problem.mapsOf(i, target.conductance[i]);
            double error = 0;
            for (std::size_t m = 0; m < truth.size(); ++m)
                error = worse(error, relativeDifference(truth[m], found[m]));
            target.error.push_back(error);
        }
    }
    result.errorReference = ErrorReference{exact.points, largestError(exact)};
    result.toleranceMet = exact.toleranceMet;
}

PathResult exactConductance(PathFunction& function, const PathProblem& problem, double tolerance, int maxPoints,
                            const PublishPath& publish)
{
    Refinement refinement(function, problem, usualPoints(tolerance, maxPoints), maxPoints);
    refinement.level(firstIntervals);
    for (int intervals = 2 * firstIntervals;; intervals *= 2) {
        PathResult result = refinement.level(intervals);
        const double error = largestError(result);
        result.toleranceMet = error <= tolerance;
        // No number of points mends a NaN.
        result.final = result.toleranceMet || std::isnan(error) || 2 * intervals + 1 > maxPoints;
        if (publish)
            publish(result);
        if (result.final)
            return result;
    }
}

} // namespace headlight::engine
