// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <map>

namespace headlight::engine {

/// Memory for intermediate results that is used again at the next evaluation: memory fresh from the system costs more
/// than most of what is done with it.
class Workspace {
public:
    explicit Workspace(at::TensorOptions options) : m_options(options) {}

    /// The tensor of number `slot`, of whatever values; the one of the last call shares its memory.
    at::Tensor take(int slot, at::IntArrayRef shape);

private:
    at::TensorOptions m_options;
    std::map<int, at::Tensor> m_memory;
};

} // namespace headlight::engine
