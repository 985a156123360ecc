// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/token_maps.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace headlight {

namespace {

using Values = std::vector<double>;

/// Seconds of a step of the run; NaN where the result does not say.
double secondsOf(const AnalysisResult& result, std::string_view step)
{
    const auto found = std::find_if(result.timings.begin(), result.timings.end(),
                                    [step](const auto& timing) { return timing.first == step; });
    return found == result.timings.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
}

/// What is explained: the two ends of the answer, or one target.
std::vector<std::string> targetsExplained(const AnalysisResult& result)
{
    std::vector<std::string> names;
    for (const char* end : {"start", "end"})
        if (result.attribution(end) && result.isConductance(end))
            names.emplace_back(end);
    for (const auto& [name, attribution] : result.attributions)
        if (names.empty() && result.isConductance(name))
            names.push_back(name);
    return names;
}

/// The rows that the head reads for what is predicted, or all where it reads no single ones.
std::vector<std::int64_t> rowsRead(const AnalysisResult& result)
{
    std::set<std::int64_t> rows;
    if (result.answer && result.answer->start && result.answer->end)
        rows = {*result.answer->start, *result.answer->end};
    else if (result.prediction && !result.prediction->rows.empty())
        rows = {result.prediction->rows.front().token};
    return {rows.begin(), rows.end()};
}

void add(Values& sums, std::span<const float> values, double weight)
{
    for (std::size_t i = 0; i < sums.size(); ++i)
        sums[i] += weight * double(values[i]);
}

/// The sum over targets of a row of [S] values each.
template <typename RowOf>
Values summed(const AnalysisResult& result, const std::vector<std::string>& targets, RowOf rowOf)
{
    Values sums(static_cast<std::size_t>(result.input.length()), 0.0);
    for (const std::string& target : targets)
        add(sums, rowOf(result.attributions.at(target)).values(), 1);
    return sums;
}

/// The mean over layers, heads and from-tokens of [L,H,S,S].
Values received(const Array& maps)
{
    const auto tokens = static_cast<std::size_t>(maps.dimension(3));
    const std::size_t rows = maps.size() / tokens;
    Values means(tokens, 0.0);
    for (std::size_t row = 0; row < rows; ++row)
        add(means, maps.values().subspan(row * tokens, tokens), 1.0 / static_cast<double>(rows));
    return means;
}

/// The mean of the last layer's rows that the head reads, of [L,S,S].
Values lastRows(const Array& maps, const std::vector<std::int64_t>& rows)
{
    Values means(static_cast<std::size_t>(maps.dimension(2)), 0.0);
    const Array last = maps[maps.dimension(0) - 1];
    for (const std::int64_t row : rows)
        add(means, last[row].values(), 1.0 / static_cast<double>(rows.size()));
    return means;
}

class Collector {
public:
    explicit Collector(const AnalysisResult& result)
        : m_result(result),
          m_rows(rowsRead(result)),
          m_targets(targetsExplained(result))
    {
    }

    std::vector<TokenMap> take() { return std::move(m_maps); }

    void addConductance()
    {
        if (m_targets.empty())
            return;
        const double seconds = secondsOf(m_result, "attribution");
        const Attribution& first = m_result.attributions.at(m_targets.front());
        for (std::int64_t layer = 0; !first.tokens.isNull() && layer < first.tokens.dimension(0); ++layer)
            put("conductance." + std::to_string(layer),
                summed(m_result, m_targets, [layer](const Attribution& a) { return a.tokens[layer]; }), seconds);
        if (!first.input.isNull())
            put("input", summed(m_result, m_targets, [](const Attribution& a) { return a.input; }), seconds);
    }

    void addPass()
    {
        const double seconds = secondsOf(m_result, "forward");
        if (!m_result.attention.isNull())
            put("attention", received(m_result.attention), seconds);
        if (!m_result.norms.alphaF.isNull())
            put("alpha_f", received(m_result.norms.alphaF), seconds);
    }

    /// A method whose maps [L,S,S] are `tensor`.
    void addLayers(const std::string& name, const std::string& tensor, const char* step)
    {
        const auto found = m_result.methods.find(tensor);
        if (found != m_result.methods.end() && !found->second.isNull() && !m_rows.empty())
            put(name, lastRows(found->second, m_rows), secondsOf(m_result, step));
    }

    /// Without the token's own share, which leads in every row.
    void addChefer()
    {
        const std::string target =
            m_result.methods.contains("chefer.span") || m_targets.empty() ? "span" : m_targets.front();
        const std::size_t before = m_maps.size();
        addLayers("chefer", "chefer." + target, "chefer");
        for (std::size_t i = 0; before < m_maps.size() && i < m_rows.size(); ++i)
            m_maps.back().scores[static_cast<std::size_t>(m_rows[i])] -= 1.0 / static_cast<double>(m_rows.size());
    }

    /// The last layer's row of what another program brought.
    void addForeign()
    {
        for (const auto& [name, attribution] : m_result.attributions) {
            if (m_result.isConductance(name) || attribution.tokens.isNull() || attribution.tokens.dimension(0) == 0)
                continue;
            const Array row = attribution.tokens[attribution.tokens.dimension(0) - 1];
            put(name, Values(row.values().begin(), row.values().end()), std::numeric_limits<double>::quiet_NaN());
        }
    }

private:
    void put(std::string name, Values scores, double seconds)
    {
        m_maps.push_back({std::move(name), std::move(scores), seconds});
    }

    const AnalysisResult& m_result;
    std::vector<std::int64_t> m_rows;
    std::vector<std::string> m_targets;
    std::vector<TokenMap> m_maps;
};

} // namespace

std::vector<TokenMap> tokenMaps(const AnalysisResult& result)
{
    Collector maps(result);
    maps.addConductance();
    maps.addPass();
    maps.addLayers("rollout", "rollout", "rollout");
    maps.addChefer();
    maps.addLayers("alti", "alti_rollout", "alti");
    maps.addLayers("globenc", "globenc_rollout", "globenc");
    maps.addLayers("value_zeroing", "value_zeroing_rollout", "value-zeroing");
    maps.addForeign();
    return maps.take();
}

bool ranksTokens(const TokenMap& map, const std::vector<std::int64_t>& removable)
{
    // Of a score that stands at the rows that the head reads alone, all others are equal.
    const auto apart = std::count_if(removable.begin(), removable.end(),
                                     [&map](std::int64_t token) { return map.scores[std::size_t(token)] != 0; });
    return 2 * apart > std::ssize(removable);
}

} // namespace headlight
