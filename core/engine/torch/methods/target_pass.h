// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "core/data/input.h"
#include "core/data/target_function.h"
#include "core/engine/torch/fast/layer_derivative.h"
#include "core/engine/torch/fast/workspace.h"
#include "core/engine/torch/network/encoder_network.h"
#include "core/engine/torch/network/read_targets.h"

namespace headlight::engine {

/// The layers from one of them on, with the head, for K versions of one input at once: a way forth to T targets, and
/// back to what that layer was given or mixes. It starts where a method changes something, so that the layers below
/// are not computed again. Throws Stopped between products. `network` must outlive it.
class TargetPass {
public:
    TargetPass(const EncoderNetwork& network, const Input& input, const std::vector<TargetFunction>& targets,
               std::stop_token stop);

    /// From what layer `first` is given, `x` [K,S,D]. The targets' values, [K] each.
    std::vector<at::Tensor> forward(std::size_t first, const at::Tensor& x);
    /// From what the heads of layer `first` mix, `mixed` [K,S,D]; `x` [S,D] is what it is given.
    std::vector<at::Tensor> forwardMixed(std::size_t first, const at::Tensor& mixed, const at::Tensor& x);

    /// Is given a layer, its attention [K,H,S,S] and the gradients at it, [T,K,H,S,S].
    using TakeGradient =
        std::function<void(std::size_t layer, const at::Tensor& attention, const at::Tensor& gradient)>;
    /// After forward(): the gradients at the attention of each layer, from the last to the first.
    void attentionGradients(const TakeGradient& take);
    /// After forwardMixed(): the gradients at `mixed`, [T,K,S,D].
    at::Tensor mixedGradients();

    /// Bytes of memory for each of the K versions, from layer `first` on.
    std::int64_t bytes(std::size_t first) const;

private:
    /// A gradient at rows of a layer's output, of all targets and inputs.
    struct RowsGradient {
        GradientRows rows;
        at::Tensor g; ///< [N,D]
    };

    std::int64_t T() const { return m_targets.count(); }
    std::size_t layerCount() const { return m_network.layers().size(); }
    LayerRecord recordOf(std::size_t layer, bool withAttention);
    std::vector<at::Tensor> above(std::size_t first, at::Tensor hidden);
    RowsGradient atLastOutput();
    void through(std::size_t layer, RowsGradient& gradient, const at::Tensor& attentionGradient);

    const EncoderNetwork& m_network;
    ReadTargets m_targets;
    std::int64_t m_tokens;
    LayerDerivative m_layers;
    Workspace m_work;
    std::int64_t m_count = 0; ///< K
    std::size_t m_first = 0;
    std::vector<LayerRecord> m_records; ///< by layer; empty ones below the first
    at::Tensor m_read;                  ///< [K·P,D], the rows of the last layer's output that targets read
    std::vector<TargetValues> m_values;
};

} // namespace headlight::engine
