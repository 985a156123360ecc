// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/path_nodes.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>

#include "core/engine/torch/path/lanes.h"

namespace headlight::engine {

namespace {

// The share of the memory for what is evaluated at once.
constexpr std::int64_t evaluationShare = 3;

std::int64_t summingBytesOf(const PathCost& cost)
{
    return cost.summingBytes > 0 ? cost.summingBytes : cost.workingBytes;
}

/// How many inputs of so many bytes each of some lanes may evaluate at once.
std::int64_t fitting(const PathProblem& problem, std::int64_t bytes, std::size_t lanes)
{
    return problem.memoryBytes / evaluationShare / std::max<std::int64_t>(1, bytes) / static_cast<std::int64_t>(lanes);
}

std::size_t chunkSize(const PathFunction& function, const PathProblem& problem, std::int64_t bytes)
{
    const std::int64_t wanted = problem.chunk > 0 ? problem.chunk : function.cost().chunk;
    return static_cast<std::size_t>(std::max<std::int64_t>(1, std::min(wanted, fitting(problem, bytes, 1))));
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
std::size_t leastOf(std::size_t laneChunk)
{
    return (2 * laneChunk + 4) / 5;
}

/// Of one lane where each thread has one; 0 where there is no use or no memory for that.
std::size_t laneChunkSize(const PathFunction& function, const PathProblem& problem)
{
    const PathCost& cost = function.cost();
    if (problem.chunk > 0 || cost.laneChunk == 0 || threads() < 2)
        return 0;
    const auto chunk =
        static_cast<std::size_t>(std::min(cost.laneChunk, fitting(problem, cost.workingBytes, threads())));
    return chunk < leastOf(static_cast<std::size_t>(cost.laneChunk)) ? 0 : chunk;
}

/// Where each of `chunks` parts of `count` begins, and the end: of much the same size, so that no small one is left at
/// the end; the larger ones first, as memory grows with them.
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

/// One lane, of all threads, where there are too few positions for more.
std::size_t PathWalker::lanesFor(std::size_t positions, std::size_t lanes, std::size_t chunk) const
{
    return positions >= lanes * leastOf(chunk) ? lanes : 1;
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
    const std::size_t lanes = m_laneChunk > 0 ? lanesFor(positions.size(), threads(), m_laneChunk) : 1;
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
    const std::size_t lanes = lanesFor(positions.size(), m_summingLanes, summingChunk(m_summingLanes));
    makeTwins(lanes);
    const std::size_t rounds = partsOf(partsOf(positions.size(), summingChunk(lanes)), lanes);
    Steps steps(m_problem, positions, step, std::min(rounds * lanes, positions.size()));
    const std::vector<WeightedSums> sums = weigh(0, 0);
    std::vector<LaneSums> own(lanes - 1, LaneSums(sums.size()));
    // Which lane sums which chunks is fixed, so that the same is added up in the same order every time.
    inFixedLanes(lanes, steps.count(), [&](std::size_t lane, std::size_t chunk) {
        sumChunk(lane, steps.positions(chunk), weigh(steps.first(chunk), steps.size(chunk)),
                 lane > 0 ? &own[lane - 1] : nullptr);
        steps.finish(chunk);
    });
    for (const LaneSums& lane : own)
        for (std::size_t j = 0; j < sums.size(); ++j)
            addTo(*sums[j].targets, lane[j]);
}

void PathWalker::sumChunk(std::size_t lane, const std::vector<double>& positions, std::vector<WeightedSums> to,
                          LaneSums* own)
{
    for (std::size_t j = 0; own && j < to.size(); ++j)
        to[j].targets = &(*own)[j];
    functionOf(lane).accumulate(inputs(positions), m_direction, to);
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
    // The function may have worked on a chunk alone and keep that memory, when its twins begin.
    const std::size_t others = (threads() - 1) * m_laneChunk;
    return static_cast<std::int64_t>(std::max(m_chunk, m_laneChunk) + others) * m_function.cost().workingBytes;
}

std::size_t PathWalker::summingChunk(std::size_t lanes) const
{
    const PathCost& cost = m_function.cost();
    if (lanes < 2)
        return chunkSize(m_function, m_problem, summingBytesOf(cost));
    // Points that are not kept leave memory for twice as many at once, which saves a twentieth of the time.
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(fitting(m_problem, summingBytesOf(cost), lanes), 1, 2 * cost.laneChunk));
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
