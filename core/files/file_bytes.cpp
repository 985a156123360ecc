// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_bytes.h"

#include <new>

namespace headlight {

FileBytes::FileBytes(std::vector<std::byte> bytes) : m_size(bytes.size())
{
    const auto kept = std::make_shared<std::vector<std::byte>>(std::move(bytes));
    m_data = kept->data();
    m_owner = kept;
}

FileBytes FileBytes::uninitialised(std::size_t size, std::size_t aligned)
{
    constexpr std::size_t line = 64;
    const std::shared_ptr<std::byte[]> memory(
        new (std::align_val_t(line)) std::byte[size + line], // make_shared would clear it
        [](std::byte* bytes) { operator delete[](bytes, std::align_val_t(line)); });
    FileBytes file;
    file.m_data = memory.get() + (line - aligned % line) % line;
    file.m_owner = memory;
    file.m_size = size;
    return file;
}

} // namespace headlight
