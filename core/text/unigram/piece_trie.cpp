// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unigram/piece_trie.h"

#include <algorithm>
#include <numeric>
#include <queue>

namespace headlight {
namespace {

/// Pieces [begin, end) of the sorted list share their first `depth` bytes; they are below `node`.
struct Branch {
    std::uint32_t node;
    std::size_t begin;
    std::size_t end;
    std::size_t depth;
};

} // namespace

PieceTrie::PieceTrie(std::span<const std::string> pieces) : m_nodes(1)
{
    std::vector<std::uint32_t> sorted(pieces.size());
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return pieces[a] < pieces[b]; });
    std::queue<Branch> open;
    open.push({0, 0, sorted.size(), 0});
    for (; !open.empty(); open.pop()) {
        Branch branch = open.front();
        for (; branch.begin < branch.end && pieces[sorted[branch.begin]].size() == branch.depth; ++branch.begin)
            m_nodes[branch.node].value = static_cast<std::int32_t>(sorted[branch.begin]);
        m_nodes[branch.node].children = static_cast<std::uint32_t>(m_nodes.size());
        while (branch.begin < branch.end) {
            const char label = pieces[sorted[branch.begin]][branch.depth];
            std::size_t end = branch.begin + 1;
            while (end < branch.end && pieces[sorted[end]][branch.depth] == label)
                ++end;
            open.push({static_cast<std::uint32_t>(m_nodes.size()), branch.begin, end, branch.depth + 1});
            m_nodes.push_back({.label = static_cast<unsigned char>(label)});
            ++m_nodes[branch.node].count;
            branch.begin = end;
        }
    }
}

std::uint32_t PieceTrie::child(std::uint32_t node, unsigned char label) const
{
    const auto begin = m_nodes.begin() + m_nodes[node].children;
    const auto end = begin + m_nodes[node].count;
    const auto found = std::lower_bound(begin, end, label, [](const Node& n, unsigned char l) { return n.label < l; });
    return found == end || found->label != label ? 0 : static_cast<std::uint32_t>(found - m_nodes.begin());
}

std::int32_t PieceTrie::find(std::string_view piece) const
{
    std::uint32_t node = 0;
    for (const char label : piece) {
        node = child(node, static_cast<unsigned char>(label));
        if (node == 0)
            return -1;
    }
    return m_nodes[node].value;
}

} // namespace headlight
