// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/weights.h"

#include <ATen/ATen.h>
#include <cstdint>

#include "core/engine/torch/base/tensors.h"

namespace headlight::engine {

namespace {

at::Tensor aligned(const at::Tensor& weight)
{
    constexpr std::uintptr_t line = 64;
    return reinterpret_cast<std::uintptr_t>(weight.data_ptr()) % line == 0 ? weight : weight.clone();
}

} // namespace

at::Tensor Linear::operator()(const at::Tensor& x) const
{
    return at::linear(x, weight, bias);
}

at::Tensor LayerNorm::operator()(const at::Tensor& x, double epsilon) const
{
    return at::layer_norm(x, weight.sizes(), weight, bias, epsilon);
}

at::Tensor Weights::tensor(const std::string& name) const
{
    return toTensor(m_checkpoint.tensors.at(name)).to(m_type);
}

Linear Weights::linear(const std::string& name) const
{
    return {aligned(tensor(name + ".weight")), tensor(name + ".bias")};
}

} // namespace headlight::engine
