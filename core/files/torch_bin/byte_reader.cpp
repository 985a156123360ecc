// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/byte_reader.h"

#include <algorithm>

namespace headlight {

ByteReader::ByteReader(std::span<const std::byte> bytes, std::uint64_t begin)
    : m_bytes(bytes),
      m_position(std::min<std::uint64_t>(begin, bytes.size())),
      m_bad(begin > bytes.size())
{
}

std::string_view ByteReader::text(std::uint64_t length)
{
    m_bad = m_bad || length > m_bytes.size() - m_position;
    if (m_bad)
        return {};
    const auto* begin = reinterpret_cast<const char*>(m_bytes.data()) + m_position;
    m_position += length;
    return {begin, static_cast<std::size_t>(length)};
}

std::string_view ByteReader::line(std::size_t longest)
{
    const std::size_t rest = std::min<std::uint64_t>(m_bytes.size() - m_position, longest + 1);
    const std::string_view ahead(reinterpret_cast<const char*>(m_bytes.data()) + m_position, rest);
    const std::size_t length = ahead.find('\n');
    m_bad = m_bad || length == std::string_view::npos;
    if (m_bad)
        return {};
    m_position += length + 1;
    return ahead.substr(0, length);
}

std::uint64_t ByteReader::littleEndian(std::size_t size)
{
    const std::string_view bytes = text(size);
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(bytes[i]);
    return value;
}

} // namespace headlight
