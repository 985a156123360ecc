// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/token_parts.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/methods/summed_norms.h"
#include "core/engine/torch/network/activation.h"

namespace headlight::engine {

void addBiasToParts(const at::Tensor& parts, const at::Tensor& bias)
{
    const at::Tensor along = at::matmul(parts, bias).abs(); // [N,S]
    const at::Tensor all = along.sum(-1, true);
    const at::Tensor shares = at::where(all > 0, along / all, 1.0 / static_cast<double>(parts.size(1)));
    parts.addcmul_(shares.to(parts.scalar_type()).unsqueeze(-1), bias);
}

at::Tensor linearOfParts(const Linear& linear, const at::Tensor& parts)
{
    const at::Tensor rows = parts.reshape({-1, parts.size(-1)});
    const at::Tensor result = at::empty({rows.size(0), linear.weight.size(0)}, parts.options());
    multiply({{rows, linear.weight, RightFactorLayout::Transposed, result}});
    const at::Tensor mapped = result.view({parts.size(0), parts.size(1), -1});
    addBiasToParts(mapped, linear.bias);
    return mapped;
}

at::Tensor normOfParts(const LayerNorm& norm, double epsilon, const at::Tensor& parts, const at::Tensor& sums)
{
    const at::Tensor scale = (sums.var(-1, false, true) + epsilon).rsqrt().unsqueeze(1); // [N,1,1]
    const at::Tensor result = centred(parts, norm.weight).mul_(scale);
    addBiasToParts(result, norm.bias);
    return result;
}

void activateParts(const std::string& activation, const at::Tensor& parts, const at::Tensor& sums)
{
    const at::Tensor atOrigin =
        activationBackward(activation, at::ones_like(sums), at::zeros_like(sums)); // f'(0), the limit
    const at::Tensor slope = at::where(sums == 0, atOrigin, activate(activation, sums) / sums);
    parts.mul_(slope.unsqueeze(1));
}

} // namespace headlight::engine
