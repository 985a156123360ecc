// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace headlight {

/// The bytes of a whole file, shared by all that is made of them without a copy.
class FileBytes {
public:
    FileBytes() = default;
    explicit FileBytes(std::vector<std::byte> bytes);
    /// Memory that nobody has cleared, for something to be read into, of which the byte number `aligned` lies at a
    /// multiple of 64: matrix products are up to a third faster where the weights do. Throws std::bad_alloc.
    static FileBytes uninitialised(std::size_t size, std::size_t aligned);

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    /// To be filled before anything shares the bytes.
    std::span<std::byte> writable() { return {m_data, m_size}; }
    /// Keeps the bytes where they are.
    std::shared_ptr<const void> owner() const { return m_owner; }

private:
    std::shared_ptr<void> m_owner;
    std::byte* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace headlight
