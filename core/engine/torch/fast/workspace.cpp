// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/workspace.h"

#include <ATen/ATen.h>
#include <c10/util/accumulate.h>

namespace headlight::engine {

at::Tensor Workspace::take(int slot, at::IntArrayRef shape)
{
    const std::int64_t size = c10::multiply_integers(shape);
    at::Tensor& memory = m_memory[slot];
    if (!memory.defined() || memory.numel() < size) {
        memory.reset(); // gives the old one back first
        memory = at::empty({size}, m_options);
    }
    return memory.narrow(0, 0, size).view(shape);
}

} // namespace headlight::engine
