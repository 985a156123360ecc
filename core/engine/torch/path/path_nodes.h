// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/torch/path/path_integral.h"

namespace headlight::engine {

/// Evaluates a problem's function at path positions, in chunks that fit the memory, with progress and stop.
class PathWalker {
public:
    PathWalker(PathFunction& function, const PathProblem& problem);

    /// Is given a chunk of the positions, whose first one has the number `first`.
    using Take = std::function<void(std::size_t first, const PathNodes& nodes)>;
    /// The weights of `count` positions from number `first` on, and their sums: always the same, also of no positions.
    using Weigh = std::function<std::vector<WeightedSums>(std::size_t first, std::size_t count)>;

    /// Calls `take` for each chunk of `positions` in their order, one after the other, though not on one thread.
    void walk(const std::vector<double>& positions, const std::string& step, const Take& take);
    /// Adds g dy/da at `positions` to sums.
    void accumulate(const std::vector<double>& positions, const std::string& step, const Weigh& weigh);
    /// Has accumulate() work on as many chunks at once where there are enough, each lane with sums of its own that are
    /// added up in the end.
    void sumInLanes(std::size_t lanes) { m_summingLanes = lanes; }
    /// Gives back the memory of the lanes.
    void releaseTwins() { m_twins.clear(); }
    /// How many would occupy all threads; one where that is of no use.
    std::size_t usefulLanes() const;

    /// F(x) - F(x') of every target.
    std::vector<double> differences();
    const at::Tensor& direction() const { return m_direction; }
    /// Of memory while walk() evaluates, and while accumulate() does in so many lanes, without its sums.
    std::int64_t workingBytes() const;
    std::int64_t summingBytes(std::size_t lanes) const;

private:
    class Steps;

    /// What one lane sums beside the first.
    using LaneSums = std::vector<std::vector<PathSums>>;

    std::size_t lanesFor(std::size_t positions, std::size_t lanes, std::size_t chunk) const;
    PathFunction& functionOf(std::size_t lane) { return lane > 0 ? *m_twins[lane - 1] : m_function; }
    void makeTwins(std::size_t lanes);
    std::size_t summingChunk(std::size_t lanes) const;
    void sumChunk(std::size_t lane, const std::vector<double>& positions, std::vector<WeightedSums> to, LaneSums* own);
    at::Tensor inputs(const std::vector<double>& positions) const;

    PathFunction& m_function;
    const PathProblem& m_problem;
    at::Tensor m_direction;
    std::size_t m_chunk;
    std::size_t m_laneChunk; ///< 0: walk() has no lanes
    std::size_t m_summingLanes = 1;
    std::vector<std::unique_ptr<PathFunction>> m_twins; ///< one for each lane but the first
};

/// `count` points from number `first` on, in the same memory.
PathNodes partOf(const PathNodes& nodes, std::int64_t first, std::int64_t count);

/// Positions before which the winner of a maximum changed. `winners` is [points], in the order of `positions`.
std::vector<double> movedPositions(const std::vector<double>& positions, const std::vector<std::int64_t>& winners);

/// Sum over the first axis of weights[k] * values[k]; `weights` has one number a row.
at::Tensor weightedSum(const at::Tensor& values, const std::vector<double>& weights);

} // namespace headlight::engine
