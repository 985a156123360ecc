// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path_nodes.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <chrono>
#include <mutex>

#include "core/engine/torch/lanes.h"

namespace headlight::engine {

namespace {

// A share of the memory for one evaluation; the rest is for the nodes that are kept.
constexpr std::int64_t evaluationShare = 3;

std::int64_t summingBytesOf(const PathCost& cost)
{
    return cost.summingBytes > 0 ? cost.summingBytes : cost.workingBytes;
}

std::size_t chunkSize(const PathFunction& function, const PathProblem& problem, std::int64_t bytes)
{
    const std::int64_t fits = problem.memoryBytes / evaluationShare / std::max<std::int64_t>(1, bytes);
    const std::int64_t wanted = problem.chunk > 0 ? problem.chunk : function.cost().chunk;
    return static_cast<std::size_t>(std::max<std::int64_t>(1, std::min(wanted, fits)));
}

/// How many parts of at most `size` make `count`.
std::size_t partsOf(std::size_t count, std::size_t size)
{
    return (count + size - 1) / size;
}

std::size_t threads()
{
    return static_cast<std::size_t>(at::get_num_threads());
}

/// Two fifths of what a lane would like are still better than threads that wait for each other.
std::size_t leastLaneChunk(const PathFunction& function)
{
    return (2 * static_cast<std::size_t>(function.cost().laneChunk) + 4) / 5;
}

/// Of one lane where each thread has one; 0 where there is no use or no memory for that.
std::size_t laneChunkSize(const PathFunction& function, const PathProblem& problem)
{
    const PathCost& cost = function.cost();
    if (problem.chunk > 0 || cost.laneChunk == 0 || threads() < 2)
        return 0;
    const auto lanes = static_cast<std::int64_t>(threads());
    const std::int64_t fits = problem.memoryBytes / evaluationShare / std::max<std::int64_t>(1, cost.workingBytes) / lanes;
    const auto chunk = static_cast<std::size_t>(std::min(cost.laneChunk, fits));
    return chunk < leastLaneChunk(function) ? 0 : chunk;
}

/// Where each of `chunks` parts of `count` begins, and the end: of much the same size, so that no small one is left at the
/// end; the larger ones first, as memory grows with them.
std::vector<std::size_t> bordersOf(std::size_t count, std::size_t chunks)
{
    std::vector<std::size_t> borders{0};
    for (std::size_t i = 0; i < chunks; ++i)
        borders.push_back(borders.back() + (count - borders.back() + chunks - i - 1) / (chunks - i));
    return borders;
}

void addTo(std::vector<PathSums>& sums, const std::vector<PathSums>& more)
{
    for (std::size_t t = 0; t < more.size(); ++t) {
        for (std::size_t i = 0; i < more[t].conductance.size(); ++i)
            sums[t].conductance[i].add_(more[t].conductance[i]);
        sums[t].input.add_(more[t].input);
    }
}

} // namespace

/// The chunks of one walk, with its progress.
class PathWalker::Steps {
public:
    Steps(const PathProblem& problem, const std::vector<double>& positions, const std::string& step, std::size_t chunks)
        : m_problem(problem), m_positions(positions), m_step(step), m_borders(bordersOf(positions.size(), chunks))
    {
        report();
    }

    std::size_t count() const { return m_borders.size() - 1; }
    std::size_t first(std::size_t chunk) const { return m_borders[chunk]; }
    std::size_t size(std::size_t chunk) const { return m_borders[chunk + 1] - m_borders[chunk]; }
    std::vector<double> positions(std::size_t chunk) const
    {
        const auto begin = m_positions.begin() + static_cast<std::ptrdiff_t>(first(chunk));
        return {begin, begin + static_cast<std::ptrdiff_t>(size(chunk))};
    }
    /// On any thread, in any order.
    void finish(std::size_t chunk)
    {
        const std::lock_guard lock(m_mutex);
        m_done += size(chunk);
        report();
    }

private:
    void report() const
    {
        if (m_problem.job.stopped())
            throw Stopped{};
        std::optional<double> remaining;
        const std::size_t all = m_positions.size();
        if (m_done > 0 && m_done < all) {
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - m_begin;
            remaining = spent.count() * static_cast<double>(all - m_done) / static_cast<double>(m_done);
        }
        m_problem.job.progress(m_step, static_cast<double>(m_done) / static_cast<double>(all), remaining);
    }

    const PathProblem& m_problem;
    const std::vector<double>& m_positions;
    const std::string& m_step;
    std::vector<std::size_t> m_borders;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    std::mutex m_mutex;
    std::size_t m_done = 0; ///< positions
};

PathWalker::PathWalker(PathFunction& function, const PathProblem& problem)
    : m_function(function), m_problem(problem), m_direction(problem.input - problem.baseline),
      m_chunk(chunkSize(function, problem, function.cost().workingBytes)), m_laneChunk(laneChunkSize(function, problem))
{
}

/// One lane where all threads work on one chunk together.
std::size_t PathWalker::lanesFor(std::size_t positions) const
{
    return m_laneChunk > 0 && positions >= threads() * leastLaneChunk(m_function) ? threads() : 1;
}

std::size_t PathWalker::usefulLanes() const
{
    return m_problem.chunk > 0 || m_function.cost().laneChunk == 0 ? 1 : threads();
}

void PathWalker::makeTwins(std::size_t lanes)
{
    while (m_twins.size() + 1 < lanes)
        m_twins.push_back(m_function.twin());
}

void PathWalker::walk(const std::vector<double>& positions, const std::string& step, const Take& take)
{
    const std::size_t lanes = lanesFor(positions.size());
    makeTwins(lanes);
    const std::size_t most = lanes > 1 ? m_laneChunk : m_chunk;
    const std::size_t rounds = partsOf(partsOf(positions.size(), most), lanes);
    Steps steps(m_problem, positions, step, std::min(rounds * lanes, positions.size()));
    const auto evaluate = [&](std::size_t lane, std::size_t chunk) {
        return functionOf(lane).evaluate(inputs(steps.positions(chunk)), {});
    };
    inLanes(lanes, steps.count(), evaluate, [&](std::size_t chunk, const PathNodes& nodes) {
        take(steps.first(chunk), nodes);
        steps.finish(chunk);
    });
}

void PathWalker::accumulate(const std::vector<double>& positions, const std::string& step, const Weigh& weigh)
{
    const std::size_t lanes = std::min(m_summingLanes, positions.size());
    makeTwins(lanes);
    const std::size_t rounds = partsOf(partsOf(positions.size(), summingChunk(lanes)), lanes);
    Steps steps(m_problem, positions, step, std::min(rounds * lanes, positions.size()));
    const std::vector<WeightedSums> sums = weigh(0, 0);
    std::vector<std::vector<std::vector<PathSums>>> own(lanes - 1, std::vector<std::vector<PathSums>>(sums.size()));
    // Which lane sums which chunks is fixed, so that the same is added up in the same order every time.
    inFixedLanes(lanes, steps.count(), [&](std::size_t lane, std::size_t chunk) {
        std::vector<WeightedSums> to = weigh(steps.first(chunk), steps.size(chunk));
        for (std::size_t j = 0; lane > 0 && j < to.size(); ++j)
            to[j].targets = &own[lane - 1][j];
        functionOf(lane).accumulate(inputs(steps.positions(chunk)), m_direction, to);
        steps.finish(chunk);
    });
    for (const std::vector<std::vector<PathSums>>& lane : own)
        for (std::size_t j = 0; j < sums.size(); ++j)
            addTo(*sums[j].targets, lane[j]);
}

at::Tensor PathWalker::inputs(const std::vector<double>& positions) const
{
    std::vector<at::Tensor> rows;
    for (const double a : positions)
        // The end itself, not baseline + (input - baseline), which float32 rounds.
        rows.push_back(a == 1.0 ? m_problem.input : m_problem.baseline + m_direction * a);
    return at::stack(rows);
}

std::int64_t PathWalker::workingBytes() const
{
    return static_cast<std::int64_t>(std::max(m_chunk, m_laneChunk * threads())) * m_function.cost().workingBytes;
}

std::size_t PathWalker::summingChunk(std::size_t lanes) const
{
    const std::size_t alone = chunkSize(m_function, m_problem, summingBytesOf(m_function.cost()));
    return lanes > 1 ? std::min(alone, static_cast<std::size_t>(m_function.cost().laneChunk)) : alone;
}

std::int64_t PathWalker::summingBytes(std::size_t lanes) const
{
    return static_cast<std::int64_t>(lanes * summingChunk(lanes)) * summingBytesOf(m_function.cost());
}

std::vector<double> PathWalker::differences()
{
    if (m_problem.job.stopped())
        throw Stopped{};
    std::vector<double> result;
    for (const at::Tensor& f : m_function.values(at::stack({m_problem.baseline, m_problem.input})))
        result.push_back(f[1].item<double>() - f[0].item<double>());
    return result;
}

PathNodes partOf(const PathNodes& nodes, std::int64_t first, std::int64_t count)
{
    PathNodes part = nodes;
    const auto narrow = [&](std::vector<at::Tensor>& tensors) {
        for (at::Tensor& each : tensors)
            if (each.defined())
                each = each.narrow(0, first, count);
    };
    for (auto* tensors : {&part.targets, &part.winners, &part.y, &part.rates, &part.inputGradients})
        narrow(*tensors);
    for (std::vector<at::Tensor>& each : part.gradients)
        narrow(each);
    return part;
}

std::vector<double> movedPositions(const std::vector<double>& positions, const std::vector<std::int64_t>& winners)
{
    std::vector<double> moved;
    for (std::size_t k = 1; k < winners.size(); ++k)
        if (winners[k] != winners[k - 1])
            moved.push_back(positions[k]);
    return moved;
}

at::Tensor weightedSum(const at::Tensor& values, const std::vector<double>& weights)
{
    const at::Tensor w = at::tensor(weights, values.options());
    return at::tensordot(w, values, {0}, {0});
}

} // namespace headlight::engine
