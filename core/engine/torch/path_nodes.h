// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "core/engine/torch/path_integral.h"

namespace headlight::engine {

/// Evaluates a problem's function at path positions, in chunks that fit the memory, with progress and stop.
class PathWalker {
public:
    PathWalker(PathFunction& function, const PathProblem& problem);

    /// Calls `take(first, nodes)` for each chunk of `positions`, where `first` is the chunk's place in them.
    template <typename Take>
    void walk(const std::vector<double>& positions, const std::string& step, Take&& take)
    {
        inChunks(positions, step, m_chunk, [&](std::size_t first, const std::vector<double>& part) {
            take(first, m_function.evaluate(inputs(part), {}));
        });
    }

    /// Adds g dy/da at `positions` to sums. `weigh(first, count)` names the sums and the weights of the positions from
    /// `first` on.
    template <typename Weigh>
    void accumulate(const std::vector<double>& positions, const std::string& step, Weigh&& weigh)
    {
        inChunks(positions, step, m_summingChunk, [&](std::size_t first, const std::vector<double>& part) {
            m_function.accumulate(inputs(part), m_direction, weigh(first, part.size()));
        });
    }

    /// F(x) - F(x') of every target.
    std::vector<double> differences();
    const at::Tensor& direction() const { return m_direction; }
    /// Of memory while walk() evaluates a chunk, and while accumulate() does, without its sums.
    std::int64_t workingBytes() const;
    std::int64_t summingBytes() const;

private:
    template <typename Work>
    void inChunks(const std::vector<double>& positions, const std::string& step, std::size_t chunk, Work&& work)
    {
        const std::size_t count = positions.size();
        const std::size_t chunks = (count + chunk - 1) / chunk;
        const auto begin = std::chrono::steady_clock::now();
        report(step, 0, count, begin);
        for (std::size_t i = 0, first = 0; i < chunks; ++i) {
            // Of much the same size, so that no small one is left at the end; the larger ones first, as memory grows with them.
            const std::size_t size = (count - first + chunks - i - 1) / (chunks - i);
            work(first, {positions.begin() + first, positions.begin() + first + size});
            first += size;
            report(step, first, count, begin);
        }
    }

    at::Tensor inputs(const std::vector<double>& positions) const;
    void report(const std::string& step, std::size_t done, std::size_t all, std::chrono::steady_clock::time_point begin) const;

    PathFunction& m_function;
    const PathProblem& m_problem;
    at::Tensor m_direction;
    std::size_t m_chunk;
    std::size_t m_summingChunk;
};

/// `count` points from number `first` on, in the same memory.
PathNodes partOf(const PathNodes& nodes, std::int64_t first, std::int64_t count);

/// Positions before which the winner of a maximum changed. `winners` is [points], in the order of `positions`.
std::vector<double> movedPositions(const std::vector<double>& positions, const std::vector<std::int64_t>& winners);

/// Sum over the first axis of weights[k] * values[k]; `weights` has one number a row.
at::Tensor weightedSum(const at::Tensor& values, const std::vector<double>& weights);

} // namespace headlight::engine
