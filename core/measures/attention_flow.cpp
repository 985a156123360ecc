// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/attention_flow.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace headlight {

namespace {

using Count = std::int64_t; ///< of 1e-9
constexpr double unit = 1e9;
constexpr int unseen = -1;

/// The layers up to one of them as a network of pipes: node (l,i) is number l S + i, and every node has pipes to all of
/// the layer below it. What flows may also be sent back.
class FlowNetwork {
public:
    explicit FlowNetwork(const Array& maps) : m_tokens(static_cast<std::size_t>(maps.dimension(1)))
    {
        for (const float value : maps.values())
            m_capacity.push_back(static_cast<Count>(std::llround(static_cast<double>(value) * unit)));
    }

    /// From token `from` of layer `layer`'s output to input token `to`.
    double maximum(std::size_t layer, std::size_t from, std::size_t to)
    {
        const std::size_t pipes = (layer + 1) * m_tokens * m_tokens;
        m_free.assign(m_capacity.begin(), m_capacity.begin() + static_cast<std::ptrdiff_t>(pipes));
        m_used.assign(pipes, 0);
        m_source = (layer + 1) * m_tokens + from;
        m_sink = to;
        Count total = 0;
        while (findLevels()) {
            m_next.assign(m_source / m_tokens * m_tokens + m_tokens, 0);
            while (const Count more = push(m_source, std::numeric_limits<Count>::max()))
                total += more;
        }
        return static_cast<double>(total) / unit;
    }

private:
    /// The pipe between a node and one of the layer below it.
    std::size_t pipe(std::size_t upper, std::size_t below) const
    {
        return (upper - m_tokens) * m_tokens + below % m_tokens;
    }
    /// Neighbours 0 ... S - 1 are the nodes below, S ... 2 S - 1 those above.
    std::size_t neighbour(std::size_t node, std::size_t number) const
    {
        const std::size_t first = node / m_tokens * m_tokens;
        return number < m_tokens ? first - m_tokens + number : first + number;
    }
    bool hasNeighbour(std::size_t node, std::size_t number) const
    {
        return number < m_tokens ? node >= m_tokens : node / m_tokens < m_source / m_tokens;
    }
    /// What may still go from a node to its neighbour.
    Count room(std::size_t node, std::size_t other) const
    {
        return other < node ? m_free[pipe(node, other)] : m_used[pipe(other, node)];
    }
    void send(std::size_t node, std::size_t other, Count amount)
    {
        const bool down = other < node;
        const std::size_t at = down ? pipe(node, other) : pipe(other, node);
        m_free[at] += down ? -amount : amount;
        m_used[at] += down ? amount : -amount;
    }

    bool findLevels();
    Count push(std::size_t node, Count most);

    std::size_t m_tokens;
    std::size_t m_source = 0, m_sink = 0;
    std::vector<Count> m_capacity, m_free, m_used;
    std::vector<int> m_level;
    std::vector<std::size_t> m_next, m_queue;
};

/// The distance of every node from the source, over pipes with room; whether the sink is reached.
bool FlowNetwork::findLevels()
{
    m_level.assign(m_source / m_tokens * m_tokens + m_tokens, unseen);
    m_level[m_source] = 0;
    m_queue.assign(1, m_source);
    for (std::size_t head = 0; head < m_queue.size() && m_level[m_sink] == unseen; ++head) {
        const std::size_t node = m_queue[head];
        for (std::size_t number = 0; number < 2 * m_tokens; ++number) {
            if (!hasNeighbour(node, number))
                continue;
            const std::size_t other = neighbour(node, number);
            if (m_level[other] != unseen || room(node, other) == 0)
                continue;
            m_level[other] = m_level[node] + 1;
            m_queue.push_back(other);
        }
    }
    return m_level[m_sink] != unseen;
}

/// Sends at most `most` from `node` on to nodes of the next level; 0 where none of them leads to the sink any more.
Count FlowNetwork::push(std::size_t node, Count most)
{
    if (node == m_sink)
        return most;
    for (std::size_t& number = m_next[node]; number < 2 * m_tokens; ++number) {
        if (!hasNeighbour(node, number))
            continue;
        const std::size_t other = neighbour(node, number);
        const Count space = m_level[other] == m_level[node] + 1 ? room(node, other) : 0;
        const Count sent = space > 0 ? push(other, std::min(most, space)) : 0;
        if (sent > 0) {
            send(node, other, sent);
            return sent;
        }
    }
    return 0;
}

/// From `tokens` [first, end) of every layer's output: [L,n,S].
Result<Array> flows(const Array& maps, std::size_t first, std::size_t end, const Job& job)
{
    FlowNetwork network(maps);
    const auto L = static_cast<std::size_t>(maps.dimension(0));
    const auto S = static_cast<std::size_t>(maps.dimension(1));
    std::vector<float> values;
    for (std::size_t layer = 0; layer < L; ++layer)
        for (std::size_t from = first; from < end; ++from) {
            job.progress("Flow, layer " + std::to_string(layer + 1) + " of " + std::to_string(L),
                         static_cast<double>(values.size()) / static_cast<double>(L * (end - first) * S));
            for (std::size_t to = 0; to < S; ++to) {
                if (job.stopped())
                    return cancelled();
                values.push_back(static_cast<float>(network.maximum(layer, from, to)));
            }
        }
    return Array({static_cast<std::int64_t>(L), static_cast<std::int64_t>(end - first), static_cast<std::int64_t>(S)},
                 std::move(values));
}

} // namespace

Result<Array> attentionFlow(const Array& maps, const Job& job)
{
    return flows(maps, 0, static_cast<std::size_t>(maps.dimension(1)), job);
}

Result<Array> attentionFlowFrom(const Array& maps, std::int64_t token, const Job& job)
{
    const auto from = static_cast<std::size_t>(token);
    Result<Array> rows = flows(maps, from, from + 1, job);
    if (!rows)
        return rows;
    const auto values = rows->values();
    return Array({maps.dimension(0), maps.dimension(1)}, {values.begin(), values.end()});
}

} // namespace headlight
