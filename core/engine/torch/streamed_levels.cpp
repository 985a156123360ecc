// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/streamed_levels.h"

#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/quadrature.h"

namespace headlight::engine {

namespace {

void add(at::Tensor& sum, const at::Tensor& part)
{
    if (sum.defined())
        sum += part;
    else
        sum = part;
}

} // namespace

void StreamedLevels::begin(int intervals)
{
    m_sums.clear();
    for (int k = 0; k < m_ahead && (k == 0 || intervals <= m_maxIntervals); ++k, intervals *= 2)
        m_sums[intervals] = {clenshawCurtis(intervals).weights, std::vector<PathAttribution>(m_targets)};
}

/// `places` are fractions k / n of the points' level, which are those of every finer level too.
void StreamedLevels::add(const PathNodes& nodes, const std::vector<double>& places)
{
    for (std::size_t t = 0; t < m_targets; ++t)
        for (std::size_t i = 0; i <= nodes.y.size(); ++i) {
            const bool input = i == nodes.y.size();
            const at::Tensor product = input ? nodes.inputGradients[t] : nodes.gradients[t][i] * nodes.rates[i];
            for (auto& [intervals, sums] : m_sums) {
                std::vector<double> weights;
                for (const double place : places)
                    weights.push_back(sums.weights[static_cast<std::size_t>(std::llround(place * intervals))]);
                PathAttribution& target = sums.targets[t];
                target.conductance.resize(nodes.y.size());
                engine::add(input ? target.input : target.conductance[i], weightedSum(product, weights));
            }
        }
}

std::vector<PathAttribution> StreamedLevels::level(int intervals, const std::string& step)
{
    const bool known = m_sums.contains(intervals);
    if (!known)
        begin(intervals);
    const std::vector<double> nodes = clenshawCurtis(intervals).nodes;
    std::vector<double> positions;
    std::vector<double> places;
    for (std::size_t k = known ? 1 : 0; k < nodes.size(); k += known ? 2 : 1) {
        positions.push_back(nodes[k]);
        places.push_back(static_cast<double>(k) / intervals);
    }
    m_walker.walk(positions, true, step, [&](std::size_t first, const PathNodes& found) {
        const auto from = places.begin() + static_cast<std::ptrdiff_t>(first);
        add(found, {from, from + found.targets[0].size(0)});
    });
    std::vector<PathAttribution> result = std::move(m_sums[intervals].targets);
    m_sums.erase(intervals);
    for (PathAttribution& target : result)
        target.input *= m_walker.direction();
    return result;
}

} // namespace headlight::engine
