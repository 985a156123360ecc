// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/faithfulness.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace headlight {

namespace {

/// Of trapezoids one N-th wide; 0 where there is no token to remove.
double area(const std::vector<double>& curve)
{
    if (curve.size() < 2)
        return 0;
    const double ends = (curve.front() + curve.back()) / 2;
    return (std::accumulate(curve.begin(), curve.end(), 0.0) - ends) / static_cast<double>(curve.size() - 1);
}

/// What p loses at each share, the number of tokens rounded up.
std::array<double, eraserShares.size()> losses(double probability, const std::vector<double>& curve)
{
    std::array<double, eraserShares.size()> values{};
    const std::size_t tokens = curve.size() - 1;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = probability - curve[(static_cast<std::size_t>(eraserShares[i]) * tokens + 99) / 100];
    return values;
}

double mean(const std::array<double, eraserShares.size()>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

} // namespace

std::vector<std::int64_t> removableTokens(const Input& input, const std::vector<std::int64_t>& kept)
{
    std::vector<std::int64_t> tokens;
    for (std::int64_t token = 0; token < input.length(); ++token) {
        const auto i = static_cast<std::size_t>(token);
        // The baseline keeps those that mean the same in every text, an unknown piece among them.
        const bool moves = input.inputIds[i] != input.baselineIds[i];
        if (moves && !input.isSpecial(token) && std::find(kept.begin(), kept.end(), token) == kept.end())
            tokens.push_back(token);
    }
    return tokens;
}

std::vector<std::int64_t> rankedTokens(const std::vector<std::int64_t>& tokens, const std::vector<double>& scores)
{
    const auto magnitude = [&scores](std::int64_t token) {
        const double score = scores[static_cast<std::size_t>(token)];
        return std::isnan(score) ? -1 : std::abs(score);
    };
    std::vector<std::int64_t> order = tokens;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int64_t a, std::int64_t b) { return magnitude(a) > magnitude(b); });
    return order;
}

std::vector<std::int64_t> randomTokens(const std::vector<std::int64_t>& tokens, std::uint64_t seed)
{
    std::vector<std::int64_t> order;
    for (const std::size_t i : shuffled(tokens.size(), seed))
        order.push_back(tokens[i]);
    return order;
}

double FaithfulnessCurves::meanComprehensiveness() const
{
    return mean(comprehensiveness);
}

double FaithfulnessCurves::meanSufficiency() const
{
    return mean(sufficiency);
}

FaithfulnessCurves curvesOf(double probability, std::vector<double> deletion, std::vector<double> insertion)
{
    FaithfulnessCurves curves;
    curves.deletionArea = area(deletion);
    curves.insertionArea = area(insertion);
    curves.comprehensiveness = losses(probability, deletion);
    curves.sufficiency = losses(probability, insertion);
    curves.deletion = std::move(deletion);
    curves.insertion = std::move(insertion);
    return curves;
}

} // namespace headlight
