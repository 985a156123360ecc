// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/blocks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headlight {
namespace {

using Sums = std::array<double, tokenGroups>;
using Block = std::array<Sums, tokenGroups>;

std::size_t indexOf(TokenGroup group)
{
    return static_cast<std::size_t>(group);
}

/// Tokens of one group that stand beside each other.
struct Run {
    std::size_t end = 0;
    std::size_t group = 0;
};

/// Sums over runs are several times as fast as looking up each token's group.
std::vector<Run> runsOf(const std::vector<TokenGroup>& groups)
{
    std::vector<Run> runs;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (runs.empty() || runs.back().group != indexOf(groups[i]))
            runs.push_back({i, indexOf(groups[i])});
        runs.back().end = i + 1;
    }
    return runs;
}

template <bool magnitudes>
void addRow(Sums& sums, const float* row, const std::vector<Run>& runs)
{
    std::size_t token = 0;
    for (const Run& run : runs) {
        double sum = 0;
        for (; token < run.end; ++token)
            sum += double(magnitudes ? std::abs(row[token]) : row[token]);
        sums[run.group] += sum;
    }
}

Block blockOf(const float* map, const std::vector<TokenGroup>& groups, const std::vector<Run>& runs, BlockRule rule)
{
    Block block{};
    for (std::size_t from = 0; from < groups.size(); ++from) {
        Sums& sums = block[indexOf(groups[from])];
        const float* row = map + from * groups.size();
        if (rule == BlockRule::Magnitudes)
            addRow<true>(sums, row, runs);
        else
            addRow<false>(sums, row, runs);
    }
    return block;
}

void divideByTokens(Block& block, const std::vector<TokenGroup>& groups)
{
    for (std::size_t group = 0; group < block.size(); ++group) {
        const auto tokens = std::count(groups.begin(), groups.end(), static_cast<TokenGroup>(group));
        for (double& value : block[group])
            value = tokens > 0 ? value / double(tokens) : std::numeric_limits<double>::quiet_NaN();
    }
}

/// NaN behind everything.
double sortKey(const RankedHead& head)
{
    return std::isfinite(head.mass) ? std::abs(head.mass) : -1;
}

} // namespace

std::vector<TokenGroup> groupsOf(const Input& input, const std::optional<AnswerSpan>& answer)
{
    std::vector<TokenGroup> groups;
    for (std::int64_t token = 0; token < static_cast<std::int64_t>(input.tokens.size()); ++token) {
        const bool inContext = input.mainPassage().holds(token);
        const bool inAnswer = answer && answer->holds(token);
        if (token == 0)
            groups.push_back(TokenGroup::Cls);
        else if (input.isSpecial(token))
            groups.push_back(TokenGroup::Sep);
        else if (inContext)
            groups.push_back(inAnswer ? TokenGroup::Answer : TokenGroup::Context);
        else
            groups.push_back(TokenGroup::Question);
    }
    return groups;
}

std::vector<TokenGroup> groupsOf(const AnalysisResult& result)
{
    std::vector<TokenGroup> groups = groupsOf(result.input, result.answer);
    const auto mark = [&groups](std::int64_t first, std::int64_t last) {
        for (std::int64_t token = std::max<std::int64_t>(first, 0);
             token <= last && token < static_cast<std::int64_t>(groups.size()); ++token)
            groups[static_cast<std::size_t>(token)] = TokenGroup::Answer;
    };
    for (const LabelledSpan& span : result.prediction ? result.prediction->spans : std::vector<LabelledSpan>())
        mark(span.start, span.end);
    if (result.prediction && result.model.task == TaskKind::MaskedWords)
        for (const RowPrediction& row : result.prediction->rows)
            mark(row.token, row.token);
    return groups;
}

Array blockMass(const Array& maps, const std::vector<TokenGroup>& groups, BlockRule rule)
{
    const std::size_t cells = groups.size() * groups.size();
    const std::vector<Run> runs = runsOf(groups);
    std::vector<float> values;
    for (std::size_t first = 0; cells > 0 && first + cells <= maps.size(); first += cells) {
        Block block = blockOf(maps.data() + first, groups, runs, rule);
        if (rule == BlockRule::RowMean)
            divideByTokens(block, groups);
        for (const Sums& sums : block)
            values.insert(values.end(), sums.begin(), sums.end());
    }
    Shape shape = maps.shape();
    shape[shape.size() - 2] = shape.back() = tokenGroups;
    return Array(shape, std::move(values));
}

std::vector<RankedHead> rankByMass(const Array& blocks, TokenGroup from, TokenGroup to)
{
    std::vector<RankedHead> heads;
    for (std::int64_t layer = 0; layer < blocks.dimension(0); ++layer) {
        for (std::int64_t head = 0; head < blocks.dimension(1); ++head) {
            const Array block = blocks[layer][head];
            heads.push_back(
                {layer, head, block.at({std::int64_t(from), std::int64_t(to)})});
        }
    }
    std::stable_sort(heads.begin(), heads.end(),
                     [](const RankedHead& a, const RankedHead& b) { return sortKey(a) > sortKey(b); });
    return heads;
}

} // namespace headlight
