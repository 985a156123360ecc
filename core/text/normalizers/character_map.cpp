// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalizers/character_map.h"

namespace headlight {
namespace {

// The bits of a unit, see Darts-clone's darts.h.
constexpr std::uint32_t leafBit = 1U << 8U;
constexpr std::uint32_t valueBits = (1U << 31U) - 1;
constexpr std::uint32_t labelBits = (1U << 31U) | 0xFFU;

std::size_t offsetOf(std::uint32_t unit)
{
    return static_cast<std::size_t>(unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
}

std::uint32_t wordAt(std::string_view bytes, std::size_t position)
{
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[position + i])) << (8 * i);
    return word;
}

} // namespace

Result<CharacterMap> CharacterMap::parse(std::string_view bytes, const std::string& where)
{
    const std::size_t size = bytes.size() < 4 ? 0 : wordAt(bytes, 0);
    if (size == 0 || size % 4 != 0 || size > bytes.size() - 4)
        return inputError("The map of characters is cut off or damaged", where, "Download the file again.");
    CharacterMap map;
    map.m_units.reserve(size / 4);
    for (std::size_t position = 4; position < 4 + size; position += 4)
        map.m_units.push_back(wordAt(bytes, position));
    map.m_texts = bytes.substr(4 + size);
    return map;
}

/// A unit that no label leads to where the trie ends.
std::uint32_t CharacterMap::unitAt(std::size_t position) const
{
    return position < m_units.size() ? m_units[position] : labelBits;
}

std::optional<std::string_view> CharacterMap::find(std::string_view key) const
{
    std::size_t position = offsetOf(m_units.front());
    for (const char character : key) {
        const auto label = static_cast<unsigned char>(character);
        position ^= label;
        const std::uint32_t unit = unitAt(position);
        if (label == 0 || (unit & labelBits) != label)
            return {};
        position ^= offsetOf(unit);
        if ((unit & leafBit) == 0)
            continue;
        const std::size_t begin = unitAt(position) & valueBits;
        if (begin >= m_texts.size())
            return {};
        const std::string_view rest = std::string_view(m_texts).substr(begin);
        return rest.substr(0, rest.find('\0'));
    }
    return {};
}

} // namespace headlight
