// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <memory>

namespace headlight::engine {

/// Memory for tensors that are kept in great number: large blocks, for which the system is asked for huge pages. Small
/// pages are handed out one by one, which at 128 tokens took a quarter of the time of a kept path point.
class KeptMemory {
public:
    explicit KeptMemory(at::TensorOptions options) : m_options(options) {}

    /// A tensor of whatever values. Its block is given back with the last of the block's tensors.
    at::Tensor take(at::IntArrayRef shape);

private:
    at::TensorOptions m_options;
    std::shared_ptr<std::byte> m_block;
    std::size_t m_size = 0;
    std::size_t m_used = 0;
};

} // namespace headlight::engine
