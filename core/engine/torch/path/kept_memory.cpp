// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/kept_memory.h"

#include <ATen/ATen.h>
#include <c10/util/accumulate.h>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace headlight::engine {

namespace {

constexpr std::size_t hugePage = std::size_t(2) << 20;
constexpr std::size_t leastBlock = 16 * hugePage;
constexpr std::size_t line = 64; // of the processor's cache

std::size_t roundedUp(std::size_t bytes, std::size_t unit)
{
    return (bytes + unit - 1) / unit * unit;
}

std::shared_ptr<std::byte> newBlock(std::size_t bytes)
{
    auto* const memory = static_cast<std::byte*>(std::aligned_alloc(hugePage, bytes));
    if (!memory)
        throw std::bad_alloc();
    madvise(memory, bytes, MADV_HUGEPAGE); // where the system has none, small pages serve as well
    return {memory, [](std::byte* block) { std::free(block); }};
}

} // namespace

at::Tensor KeptMemory::take(at::IntArrayRef shape)
{
    const auto count = static_cast<std::size_t>(c10::multiply_integers(shape));
    const std::size_t bytes = roundedUp(count * m_options.dtype().itemsize(), line);
    if (!m_block || m_size - m_used < bytes) {
        m_size = roundedUp(std::max(bytes, leastBlock), hugePage);
        m_block.reset();
        m_block = newBlock(m_size);
        m_used = 0;
    }
    std::byte* const begin = m_block.get() + m_used;
    m_used += bytes;
    return at::from_blob(begin, shape, [block = m_block](void*) {}, m_options);
}

} // namespace headlight::engine
