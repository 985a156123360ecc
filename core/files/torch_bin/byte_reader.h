// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace headlight {

/// Walks through bytes that a stranger wrote: little-endian numbers and texts, never beyond the end. The first read
/// that does not fit makes the reader bad; from then on it gives zeros and empty texts.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes, std::uint64_t begin = 0);

    template <std::unsigned_integral Number>
    Number number()
    {
        return static_cast<Number>(littleEndian(sizeof(Number)));
    }
    std::string_view text(std::uint64_t length);
    /// The bytes before the next end of line, which is skipped; bad where it takes more than `longest` bytes.
    std::string_view line(std::size_t longest);
    void skip(std::uint64_t length) { text(length); }

    bool isBad() const { return m_bad; }
    std::uint64_t position() const { return m_position; }

private:
    std::uint64_t littleEndian(std::size_t size);

    std::span<const std::byte> m_bytes;
    std::uint64_t m_position;
    bool m_bad = false;
};

} // namespace headlight
