// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <atomic>
#include <stdexcept>

#include "core/engine/torch/path/lanes.h"
#include "core/engine/torch/path/path_integral.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

using namespace headlight::engine;

namespace {

class WithThreads {
public:
    explicit WithThreads(int threads) : m_before(at::get_num_threads()) { at::set_num_threads(threads); }
    ~WithThreads() { at::set_num_threads(m_before); }
    WithThreads(const WithThreads&) = delete;
    WithThreads& operator=(const WithThreads&) = delete;

private:
    int m_before;
};

/// y = sin(3 x), F = sum of y squared. Its twins, and what all evaluate, are counted.
class CountedFunction : public PathFunction {
public:
    explicit CountedFunction(LanedIntegral& counts, std::int64_t laneChunk)
        : m_counts(counts),
          m_cost{100, 50, 24, 4, laneChunk}
    {
    }

    const std::vector<std::string>& names() const override { return m_names; }
    std::size_t targetCount() const override { return 1; }
    PathNodes evaluate(const at::Tensor& x, const at::Tensor& direction) override
    {
        std::atomic_ref(m_counts.inputs) += static_cast<int>(x.size(0));
        const at::Tensor y = at::sin(x * 3);
        const at::Tensor slope = at::cos(x * 3) * 3;
        PathNodes nodes;
        nodes.targets = {(y * y).sum(1)};
        nodes.winners = {at::Tensor()};
        nodes.y = {y};
        if (direction.defined())
            nodes.rates = {slope * direction};
        nodes.gradients = {{y * 2}};
        nodes.inputGradients = {y * 2 * slope};
        return nodes;
    }
    std::vector<at::Tensor> values(const at::Tensor& x) override { return {at::sin(x * 3).square().sum(1)}; }
    std::unique_ptr<PathFunction> twin() const override
    {
        ++m_counts.twins;
        return std::make_unique<CountedFunction>(m_counts, m_cost.laneChunk);
    }
    const PathCost& cost() const override { return m_cost; }

private:
    LanedIntegral& m_counts;
    PathCost m_cost;
    std::vector<std::string> m_names{"y"};
};

} // namespace

LaneRun laneRun(int threads, int lanes, int count, int unmade, int untaken)
{
    const WithThreads those(threads);
    LaneRun run;
    std::atomic<int> made = 0;
    const auto make = [&](std::size_t, std::size_t i) {
        if (static_cast<int>(i) == unmade)
            throw std::runtime_error("not made");
        ++made;
        return static_cast<int>(i) * 10;
    };
    const auto take = [&](std::size_t i, int ten) {
        if (static_cast<int>(i) == untaken)
            throw std::runtime_error("not taken");
        run.mostAhead = std::max(run.mostAhead, made - static_cast<int>(run.taken.size()));
        run.taken.push_back(ten == static_cast<int>(i) * 10 ? static_cast<int>(i) : -1);
    };
    try {
        inLanes(static_cast<std::size_t>(lanes), static_cast<std::size_t>(count), make, take);
    } catch (const std::runtime_error& error) {
        run.error = error.what();
    }
    return run;
}

std::vector<int> fixedLaneRun(int threads, int lanes, int count, int failing)
{
    const WithThreads those(threads);
    std::vector<int> laneOf(static_cast<std::size_t>(count), -1);
    try {
        inFixedLanes(static_cast<std::size_t>(lanes), laneOf.size(), [&](std::size_t lane, std::size_t i) {
            if (static_cast<int>(i) == failing)
                throw std::runtime_error("failed");
            laneOf[i] = static_cast<int>(lane);
        });
    } catch (const std::runtime_error&) {
        laneOf.clear();
    }
    return laneOf;
}

LanedIntegral lanedIntegral(int threads, int laneChunk, long memoryBytes)
{
    const WithThreads those(threads);
    LanedIntegral found;
    CountedFunction function(found, laneChunk);
    PathProblem problem;
    problem.input = at::tensor({1.0, 0.8, 0.5}, at::kDouble);
    problem.baseline = at::zeros(3, at::kDouble);
    problem.memoryBytes = memoryBytes;
    const PathResult result = exactConductance(function, problem, 1e-9, 65, {});
    const at::Tensor conductance = result.targets[0].conductance[0];
    // Each y goes its own way: the integral of 2 y dy.
    found.error = (conductance - at::sin(problem.input * 3).square()).abs().max().item<double>();
    found.conductance.assign(conductance.data_ptr<double>(), conductance.data_ptr<double>() + conductance.numel());
    found.points = result.points;
    return found;
}

} // namespace headlight::checks
