// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/bert_targets.h"

#include <ATen/ATen.h>
#include <map>
#include <set>

namespace headlight::engine {

namespace {

/// Derivatives by the start and end logits of a token, by its position.
using Slopes = std::map<std::int64_t, std::pair<double, double>>;

void addSlope(Slopes& slopes, std::int64_t position, bool end, double weight)
{
    auto& [start, ofEnd] = slopes[position];
    (end ? ofEnd : start) += weight;
}

Slopes slopesOf(const TargetFunction& target, const TargetValues& found, std::int64_t input)
{
    Slopes slopes;
    if (target.terms.empty())
        addSlope(slopes, found.winners.data_ptr<std::int64_t>()[input], target.maximumColumn == EndColumn, 1);
    for (const TargetFunction::Term& term : target.terms)
        addSlope(slopes, term.row, term.column == EndColumn, term.weight);
    return slopes;
}

} // namespace

TargetValues valuesOf(const TargetFunction& target, const at::Tensor& logits)
{
    if (target.terms.empty()) {
        const auto [value, index] = logits.select(2, target.maximumColumn).max(1);
        return {value, index};
    }
    at::Tensor sum;
    for (const TargetFunction::Term& term : target.terms) {
        const at::Tensor part = logits.select(2, term.column).select(1, term.row) * term.weight;
        sum = sum.defined() ? sum + part : part;
    }
    return {sum, {}};
}

std::vector<std::int64_t> tokensRead(const std::vector<TargetFunction>& targets, std::int64_t S)
{
    std::set<std::int64_t> read;
    for (const TargetFunction& target : targets) {
        if (target.terms.empty())
            for (std::int64_t s = 0; s < S; ++s)
                read.insert(s);
        for (const TargetFunction::Term& term : target.terms)
            read.insert(term.row);
    }
    return {read.begin(), read.end()};
}

std::vector<HeadEntry> headEntries(const std::vector<TargetFunction>& targets, const std::vector<TargetValues>& found,
                                   std::int64_t K)
{
    std::vector<HeadEntry> entries;
    for (std::size_t t = 0; t < targets.size(); ++t)
        for (std::int64_t k = 0; k < K; ++k)
            for (const auto& [position, slope] : slopesOf(targets[t], found[t], k))
                entries.push_back({static_cast<std::int64_t>(t), k, position, slope.first, slope.second});
    return entries;
}

} // namespace headlight::engine
