// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/layer_parts.h"

#include <ATen/ATen.h>

#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/fast/row_operations.h"
#include "core/engine/torch/methods/summed_norms.h"
#include "core/engine/torch/network/activation.h"

namespace headlight::engine {

namespace {

/// What a layer normalisation multiplies with before its weight, [S,1].
at::Tensor scaleOf(const at::Tensor& sum, double epsilon)
{
    return (sum.var(-1, false, true) + epsilon).rsqrt();
}

} // namespace

LayerParts layerParts(const EncoderNetwork& network, const EncoderPass& pass, std::size_t index)
{
    const EncoderLayer& layer = network.layers()[index];
    const double epsilon = network.config().layerNormEps;
    const at::Tensor values = pass.values[index][0];
    LayerParts p;
    p.x = pass.inputs[index][0];
    p.attention = pass.attention[index][0];
    p.transformed = transformedValues(values, layer.attentionOutput.weight);
    const at::Tensor mixed = at::matmul(p.attention, values.transpose(0, 1)).transpose(0, 1).reshape(p.x.sizes());
    p.sum1 = layer.attentionOutput(mixed) + p.x;
    p.scale1 = scaleOf(p.sum1, epsilon);
    p.attended = layer.attentionNorm(p.sum1, epsilon);
    p.inner = layer.intermediate(p.attended);
    p.sum2 = layer.output(activate(network.config().activation, p.inner)) + p.attended;
    p.scale2 = scaleOf(p.sum2, epsilon);
    p.output = layer.outputNorm(p.sum2, epsilon);
    return p;
}

at::Tensor outputOfSums(const EncoderNetwork& network, std::size_t index, const at::Tensor& sums)
{
    const EncoderLayer& layer = network.layers()[index];
    const double epsilon = network.config().layerNormEps;
    const at::Tensor attended = layer.attentionNorm(sums, epsilon);
    const at::Tensor slope = at::empty({sums.size(0), layer.intermediate.weight.size(0)}, sums.options());
    const at::Tensor inner = at::empty_like(slope);
    const at::Tensor output = at::empty_like(attended);
    multiply({{attended, layer.intermediate.weight, RightFactorLayout::Transposed, slope}});
    activate(activationOf(network.config().activation), slope, layer.intermediate.bias, inner);
    multiply({{inner, layer.output.weight, RightFactorLayout::Transposed, output}});
    return layer.outputNorm(output + layer.output.bias + attended, epsilon);
}

} // namespace headlight::engine
