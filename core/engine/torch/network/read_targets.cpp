// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/read_targets.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <set>

namespace headlight::engine {

namespace {

std::int64_t placeIn(const std::vector<std::int64_t>& ascending, std::int64_t value)
{
    return std::ranges::lower_bound(ascending, value) - ascending.begin();
}

std::vector<std::int64_t> tokensRead(const std::vector<TargetFunction>& targets,
                                     const std::vector<std::int64_t>& judged)
{
    std::set<std::int64_t> read;
    for (const TargetFunction& target : targets) {
        if (target.terms.empty())
            read.insert(judged.begin(), judged.end());
        for (const TargetFunction::Term& term : target.terms)
            read.insert(judged.at(static_cast<std::size_t>(term.row)));
    }
    return {read.begin(), read.end()};
}

std::vector<std::int64_t> classesRead(const std::vector<TargetFunction>& targets)
{
    std::set<std::int64_t> read;
    for (const TargetFunction& target : targets) {
        if (target.terms.empty())
            read.insert(target.maximumColumn);
        for (const TargetFunction::Term& term : target.terms)
            read.insert(term.column);
    }
    return {read.begin(), read.end()};
}

} // namespace

TargetValues valuesOf(const TargetFunction& target, const at::Tensor& scores)
{
    if (target.terms.empty()) {
        const auto [value, index] = scores.select(2, target.maximumColumn).max(1);
        return {value, index};
    }
    at::Tensor sum;
    for (const TargetFunction::Term& term : target.terms) {
        const at::Tensor part = scores.select(2, term.column).select(1, term.row) * term.weight;
        sum = sum.defined() ? sum + part : part;
    }
    return {sum, {}};
}

ReadTargets::ReadTargets(const std::vector<TargetFunction>& targets, const Head& head,
                         const std::vector<std::int64_t>& judged)
    : m_tokens(tokensRead(targets, judged)), m_head(head), m_targets(targets)
{
    for (TargetFunction& target : m_targets)
        for (TargetFunction::Term& term : target.terms)
            term.row = numberOf(judged[static_cast<std::size_t>(term.row)]);
    if (!head.isWide() || targets.empty())
        return;
    const std::vector<std::int64_t> classes = classesRead(targets);
    m_head = head.ofClasses(classes);
    for (TargetFunction& target : m_targets) {
        target.maximumColumn = target.terms.empty() ? placeIn(classes, target.maximumColumn) : 0;
        for (TargetFunction::Term& term : target.terms)
            term.column = placeIn(classes, term.column);
    }
}

std::int64_t ReadTargets::numberOf(std::int64_t token) const
{
    return placeIn(m_tokens, token);
}

std::vector<TargetValues> ReadTargets::values(const at::Tensor& rows, std::int64_t K) const
{
    std::vector<TargetValues> found;
    if (m_targets.empty())
        return found;
    const at::Tensor scores = m_head.scores(rows).view({K, -1, m_head.classes()});
    const at::Tensor tokens = at::tensor(m_tokens, at::kLong);
    for (const TargetFunction& target : m_targets) {
        found.push_back(valuesOf(target, scores));
        if (at::Tensor& winners = found.back().winners; winners.defined())
            winners = tokens.index_select(0, winners);
    }
    return found;
}

/// Derivatives of target number `t` by the scores of the tokens that it reads at input number `k`.
ReadTargets::Slopes ReadTargets::slopesOf(std::size_t t, const TargetValues& found, std::int64_t k) const
{
    const TargetFunction& target = m_targets[t];
    Slopes slopes;
    const auto add = [&](std::int64_t read, std::int64_t column, double weight) {
        auto& each = slopes.try_emplace(read, static_cast<std::size_t>(m_head.classes()), 0.0).first->second;
        each[static_cast<std::size_t>(column)] += weight;
    };
    if (target.terms.empty())
        add(numberOf(found.winners.data_ptr<std::int64_t>()[k]), target.maximumColumn, 1);
    for (const TargetFunction::Term& term : target.terms)
        add(term.row, term.column, term.weight);
    return slopes;
}

HeadGradient ReadTargets::gradient(const std::vector<TargetValues>& found, const at::Tensor& rows, std::int64_t K) const
{
    HeadGradient gradient;
    std::vector<double> atScores;
    std::vector<std::int64_t> sources;
    const std::int64_t P = rows.size(0) / K;
    for (std::size_t t = 0; t < m_targets.size(); ++t)
        for (std::int64_t k = 0; k < K; ++k)
            for (const auto& [read, each] : slopesOf(t, found[t], k)) {
                gradient.entries.push_back(
                    {static_cast<std::int64_t>(t), k, m_tokens[static_cast<std::size_t>(read)], read});
                atScores.insert(atScores.end(), each.begin(), each.end());
                sources.push_back(k * P + read);
            }
    gradient.rows = m_head.gradient(rows.index_select(0, at::tensor(sources, at::kLong)),
                                    at::tensor(atScores, rows.options()).view({-1, m_head.classes()}));
    return gradient;
}

} // namespace headlight::engine
