// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// Finds the pieces that a text begins with: a tree by bytes, the children of a node side by side.
class PieceTrie {
public:
    /// A piece's value is its index; of equal pieces the last one's.
    explicit PieceTrie(std::span<const std::string> pieces);

    /// Calls visit(index, length in bytes) for each piece that `text` begins with, the shortest first.
    template <typename Visit>
    void forEachPrefix(std::string_view text, Visit visit) const
    {
        std::uint32_t node = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            node = child(node, static_cast<unsigned char>(text[i]));
            if (node == 0)
                return;
            if (m_nodes[node].value >= 0)
                visit(m_nodes[node].value, i + 1);
        }
    }

    /// The index of `piece`, or -1.
    std::int32_t find(std::string_view piece) const;

private:
    struct Node {
        std::uint32_t children = 0; ///< index of the first
        std::uint16_t count = 0;
        unsigned char label = 0;
        std::int32_t value = -1;
    };
    /// 0, the root, where there is none.
    std::uint32_t child(std::uint32_t node, unsigned char label) const;

    std::vector<Node> m_nodes;
};

} // namespace headlight
