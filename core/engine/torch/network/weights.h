// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <string>

#include "core/model/checkpoint.h"

namespace headlight::engine {

/// y = x Wᵀ + b.
struct Linear {
    at::Tensor weight; ///< [out,in]
    at::Tensor bias;   ///< [out]

    at::Tensor operator()(const at::Tensor& x) const;
};

struct LayerNorm {
    at::Tensor weight; ///< [D]
    at::Tensor bias;   ///< [D]

    at::Tensor operator()(const at::Tensor& x, double epsilon) const;
};

/// Takes weights out of a checkpoint, whose shapes were checked when it was read. In float32 they share its memory, as
/// far as that begins with a line of the processor's cache: products with others are up to a third slower, so that
/// those are copied.
class Weights {
public:
    Weights(const Checkpoint& checkpoint, at::ScalarType type) : m_checkpoint(checkpoint), m_type(type) {}

    bool contains(const std::string& name) const { return m_checkpoint.tensors.contains(name); }
    at::Tensor tensor(const std::string& name) const;
    Linear linear(const std::string& name) const;
    LayerNorm norm(const std::string& name) const { return {tensor(name + ".weight"), tensor(name + ".bias")}; }

private:
    const Checkpoint& m_checkpoint;
    at::ScalarType m_type;
};

} // namespace headlight::engine
