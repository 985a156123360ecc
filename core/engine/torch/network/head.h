// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <string>
#include <vector>

#include "core/data/input.h"
#include "core/engine/torch/network/weights.h"
#include "core/model/model_config.h"

namespace headlight::engine {

/// What makes scores of the last layer's output, row by row: a linear map to C classes, for some tasks after another
/// one with an activation, and for masked words a layer normalisation too. Immutable.
class Head {
public:
    Head() = default; ///< none
    /// The one that the weights have. `words` [V,E] decode masked words where the file has no decoder of its own.
    Head(const ModelConfig& config, const Weights& weights, TaskKind task, const at::Tensor& words);

    bool isThere() const { return m_task != TaskKind::None; }
    std::int64_t classes() const { return m_output.weight.size(0); }
    /// Whether its scores have derivatives of every order.
    bool isSmooth() const { return m_activation != "relu"; }
    /// The tokens whose rows it judges, a row of the scores each.
    std::vector<std::int64_t> judged(const Input& input) const;

    /// The scores [...,C] of rows of the last layer's output, [...,D].
    at::Tensor scores(const at::Tensor& hidden) const;
    /// The gradient [N,D] at rows of the last layer's output `hidden` [N,D] from that at their scores, [N,C].
    at::Tensor gradient(const at::Tensor& hidden, const at::Tensor& atScores) const;

    // What it is made of: a dense map, its activation and a normalisation, as far as there are such; then the output.
    bool isLinear() const { return !m_dense.weight.defined(); }
    const Linear& dense() const { return m_dense; }
    const std::string& activation() const { return m_activation; }
    const LayerNorm& norm() const { return m_norm; }
    double epsilon() const { return m_epsilon; }
    const Linear& output() const { return m_output; }

    /// Whether it has so many classes that targets are better off with those they name.
    bool isWide() const { return m_task == TaskKind::MaskedWords; }
    /// The head of these classes alone, in this order.
    Head ofClasses(const std::vector<std::int64_t>& classes) const;

private:
    TaskKind m_task = TaskKind::None;
    Linear m_dense;           ///< [D,D] or [E,D]; undefined where the head is linear
    std::string m_activation; ///< after it
    LayerNorm m_norm;         ///< after that; undefined where there is none
    double m_epsilon = 0;
    Linear m_output; ///< [C,D] or [C,E]
};

} // namespace headlight::engine
