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
    void walk(const std::vector<double>& positions, bool rates, const std::string& step, Take&& take)
    {
        const std::size_t count = positions.size();
        const auto begin = std::chrono::steady_clock::now();
        report(step, 0, count, begin);
        for (std::size_t first = 0; first < count; first += m_chunk) {
            const std::size_t size = std::min(m_chunk, count - first);
            take(first, evaluate({positions.begin() + first, positions.begin() + first + size}, rates));
            report(step, first + size, count, begin);
        }
    }

    /// F(x) - F(x') of every target.
    std::vector<double> differences();
    const at::Tensor& direction() const { return m_direction; }
    std::size_t chunk() const { return m_chunk; }

private:
    PathNodes evaluate(const std::vector<double>& positions, bool rates);
    at::Tensor inputs(const std::vector<double>& positions) const;
    void report(const std::string& step, std::size_t done, std::size_t all, std::chrono::steady_clock::time_point begin) const;

    PathFunction& m_function;
    const PathProblem& m_problem;
    at::Tensor m_direction;
    std::size_t m_chunk;
};

/// Positions before which the winner of a maximum changed. `winners` is [points], in the order of `positions`.
std::vector<double> movedPositions(const std::vector<double>& positions, const std::vector<std::int64_t>& winners);

/// Sum over the first axis of weights[k] * values[k]; `weights` has one number a row.
at::Tensor weightedSum(const at::Tensor& values, const std::vector<double>& weights);

} // namespace headlight::engine
