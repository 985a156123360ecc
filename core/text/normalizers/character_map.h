// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// SentencePiece's compiled map of characters (precompiled_charsmap): a double-array trie (Darts-clone) of UTF-8 texts,
/// and what stands for each.
class CharacterMap {
public:
    /// The bytes as they stand in a .model file: the size of the trie, its units, then texts that end with a zero byte.
    /// `where` is for the message.
    static Result<CharacterMap> parse(std::string_view bytes, const std::string& where);

    /// What stands for the shortest text of the trie that `key` begins with; nothing where there is none. The reference
    /// takes the shortest, too, and so may drop the rest of `key`.
    std::optional<std::string_view> find(std::string_view key) const;

private:
    std::uint32_t unitAt(std::size_t position) const;

    std::vector<std::uint32_t> m_units;
    std::string m_texts;
};

} // namespace headlight
