// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>

#include "core/engine/torch/methods/contributions.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/methods/summed_norms.h"

namespace headlight::engine {

at::Tensor globEncMap(const EncoderLayer& layer, const LayerParts& p, const std::stop_token& stop)
{
    const at::Tensor gamma1 = layer.attentionNorm.weight.to(at::kDouble);
    const at::Tensor gamma2 = layer.outputNorm.weight.to(at::kDouble);
    // N₂N₁ without the deviations.
    const auto normalised = [&](const at::Tensor& x) { return centred(centred(x.to(at::kDouble), gamma1), gamma2); };
    throwIfStopped(stop);
    const at::Tensor attention = p.attention.to(at::kDouble);
    const at::Tensor f = normalised(p.transformed);
    throwIfStopped(stop);
    const at::Tensor norms = summedNorms(attention, gramMatrices(f));
    throwIfStopped(stop);
    const at::Tensor own = ownSums(attention, f) + normalised(p.x);
    return withDiagonal(norms, own) * (p.scale1 * p.scale2).to(at::kDouble);
}

} // namespace headlight::engine
