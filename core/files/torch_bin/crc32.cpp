// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/crc32.h"

#include <array>
#include <cstring>

namespace headlight {
namespace {

constexpr std::size_t slices = 8; // bytes taken at once
using Tables = std::array<std::array<std::uint32_t, 256>, slices>;

/// tables[k][b]: what byte b does to the checksum when k bytes follow it.
constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t b = 0; b < 256; ++b) {
        std::uint32_t crc = b;
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1U ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        tables[0][b] = crc;
    }
    for (std::size_t k = 1; k < slices; ++k) {
        for (std::size_t b = 0; b < 256; ++b)
            tables[k][b] = tables[k - 1][b] >> 8U ^ tables[0][tables[k - 1][b] & 0xFFU];
    }
    return tables;
}

constexpr Tables tables = makeTables();

} // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before)
{
    std::uint32_t crc = ~before;
    for (; bytes.size() >= slices; bytes = bytes.subspan(slices)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), slices);
        word ^= crc;
        crc = 0;
        for (std::size_t k = 0; k < slices; ++k)
            crc ^= tables[slices - 1 - k][word >> 8U * k & 0xFFU];
    }
    for (const std::byte byte : bytes)
        crc = crc >> 8U ^ tables[0][(crc ^ static_cast<std::uint32_t>(byte)) & 0xFFU];
    return ~crc;
}

} // namespace headlight
