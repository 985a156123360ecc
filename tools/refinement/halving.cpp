// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/refinement/halving.h"

#include <ATen/ATen.h>

#include "core/engine/torch/path/node_store.h"
#include "core/engine/torch/path/path_nodes.h"

namespace headlight::study {

using namespace engine;

namespace {

constexpr int intervals = 16;
constexpr int newPoints = 30; // of two halves: 17 each, less the two ends and the middle, which both have

Conductance conductanceOf(const std::vector<PathAttribution>& targets)
{
    Conductance result;
    for (const PathAttribution& target : targets)
        result.push_back(target.conductance);
    return result;
}

Conductance integral(const NodeStore& store, const Quadrature& q, const at::Tensor& direction, std::size_t targets)
{
    std::vector<PathAttribution> result(targets);
    std::vector<std::vector<at::Tensor>> coarser;
    store.integrate(q, direction, {}, result, coarser);
    return conductanceOf(result);
}

void sum(Conductance& into, const Conductance& part)
{
    for (std::size_t t = 0; t < part.size(); ++t)
        for (std::size_t i = 0; i < part[t].size(); ++i)
            into[t][i] = into[t][i] + part[t][i];
}

} // namespace

HalvedPanels::HalvedPanels(PathFunction& function, const PathProblem& problem)
    : m_function(function),
      m_problem(problem)
{
    m_panels.push_back(panel(0, 1));
}

/// The straight path between two of its points is a path of its own.
PathPanel HalvedPanels::panel(double from, double to)
{
    PathProblem part = m_problem;
    const at::Tensor direction = m_problem.input - m_problem.baseline;
    part.baseline = m_problem.baseline + direction * from;
    part.input = m_problem.baseline + direction * to;
    PathWalker walker(m_function, part);
    NodeStore store(m_function.targetCount());
    PathPanel result{from, to, {}, {}};
    for (const int first : {0, 1}) {
        const Quadrature all = clenshawCurtis(intervals);
        std::vector<double> positions;
        std::vector<double> keys;
        for (std::size_t k = static_cast<std::size_t>(first); k < all.nodes.size(); k += 2) {
            positions.push_back(all.nodes[k]);
            keys.push_back(static_cast<double>(k) / intervals);
        }
        walker.walk(positions, "panel", [&](std::size_t begin, PathNodes nodes) {
            const auto at = keys.begin() + static_cast<std::ptrdiff_t>(begin);
            std::vector<double> own(at, at + nodes.targets[0].size(0));
            store.add(std::move(own), std::move(nodes));
        });
        const Quadrature q = clenshawCurtis(first == 0 ? intervals / 2 : intervals);
        (first == 0 ? result.coarse : result.fine) = integral(store, q, walker.direction(), m_function.targetCount());
    }
    return result;
}

Conductance HalvedPanels::conductance() const
{
    Conductance total = m_panels.front().fine;
    for (std::size_t p = 1; p < m_panels.size(); ++p)
        sum(total, m_panels[p].fine);
    return total;
}

void HalvedPanels::halveWorst()
{
    const Conductance total = conductance();
    std::size_t worst = 0;
    double largest = -1;
    for (std::size_t p = 0; p < m_panels.size(); ++p)
        for (std::size_t t = 0; t < total.size(); ++t)
            for (std::size_t i = 0; i < total[t].size(); ++i) {
                const auto maps = m_problem.mapsOf(i, total[t][i]);
                const auto fine = m_problem.mapsOf(i, m_panels[p].fine[t][i]);
                const auto coarse = m_problem.mapsOf(i, m_panels[p].coarse[t][i]);
                for (std::size_t m = 0; m < maps.size(); ++m) {
                    const double magnitude = maps[m].abs().max().item<double>();
                    const double change = (fine[m] - coarse[m]).abs().max().item<double>() / std::max(magnitude, 1e-30);
                    if (magnitude > 0 && change > largest) {
                        largest = change;
                        worst = p;
                    }
                }
            }
    const double from = m_panels[worst].from;
    const double to = m_panels[worst].to;
    m_panels[worst] = panel(from, (from + to) / 2);
    m_panels.push_back(panel((from + to) / 2, to));
    m_points += newPoints;
}

} // namespace headlight::study
