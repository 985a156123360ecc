// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/engine/quadrature.h"
#include "core/engine/torch/methods/row_blocks.h"
#include "core/engine/torch/methods/target_pass.h"

namespace headlight::engine {

/// AttAttr of one layer, for T targets.
struct LayerAttAttr {
    at::Tensor maps;            ///< [T,H,S,S]
    std::vector<double> change; ///< at the last doubling of the nodes, relative to the target's largest cell
    std::vector<double> delta;  ///< the sum of all cells - (F(A) - F(0))
    int nodes = 0;
};

/// Attention attribution (Hao et al. 2021): A ⊙ ∫₀¹ ∂F(aA)/∂A da, where the attention of one layer alone is multiplied
/// by a, in all its heads together. That multiplies what they mix, so that only gradients at the mixed values [S,D] are
/// integrated: a cell is α_ij ⟨∫ ∂F/∂mixed_i da, v_j⟩, and no gradient of [S,S] is ever made.
class AttAttr {
public:
    /// `encoder` is a pass over `input` alone, its first; `memoryBytes` bounds how many nodes are taken at once. Both
    /// passes must outlive it.
    AttAttr(TargetPass& pass, const EncoderPass& encoder, std::int64_t memoryBytes);

    /// By Gauss–Legendre nodes, doubled from 16 until the maps of each target change by no more than `tolerance` of
    /// their largest cell, or there are 256. Throws Stopped.
    LayerAttAttr exact(std::size_t layer, double tolerance, const LayerJob& job = {});
    /// [T,H,S,S] by the authors' code, which has `steps` steps a = 0, 1/steps ... (steps - 1)/steps.
    at::Tensor stepped(std::size_t layer, int steps, const LayerJob& job = {});

private:
    at::Tensor integrated(std::size_t layer, const Quadrature& rule, const LayerJob& job);
    /// F(A) - F(0), one a target.
    std::vector<double> differences(std::size_t layer);
    at::Tensor mixed(std::size_t layer) const;

    TargetPass& m_pass;
    const EncoderPass& m_encoder;
    std::int64_t m_memory;
};

} // namespace headlight::engine
