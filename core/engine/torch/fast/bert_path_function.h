// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/torch/fast/bert_layer_derivative.h"
#include "core/engine/torch/network/bert_network.h"
#include "core/engine/torch/network/bert_targets.h"
#include "core/engine/torch/path/kept_memory.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

/// What the input of a path through BERT is.
enum class BertInput {
    Words,    ///< word embeddings, [K,S,D]; every layer's output and attention are intermediates
    Embedded, ///< the embedding layer's output, [K,S,D]; no intermediates
    Parts,    ///< word, segment and position embeddings, [K,3,S,D]; no intermediates
};

/// BERT as a path function whose derivatives are written out: one forward pass, one backward pass of all targets together
/// through the same matrix products, one pass of rates where they are asked for. Of the last layer's output only the tokens
/// that targets read are computed: y and its rates are zero at the others, where gradients are zero too. `network` must
/// outlive it.
class BertPathFunction : public PathFunction {
public:
    /// `places` [S,D] is added to word embeddings; other inputs have theirs in them.
    BertPathFunction(const BertNetwork& network, BertInput input, std::int64_t tokens, const at::Tensor& places,
                     std::vector<TargetFunction> targets, std::stop_token stop);

    const std::vector<std::string>& names() const override { return m_names; }
    std::size_t targetCount() const override { return m_targets.size(); }
    PathNodes evaluate(const at::Tensor& x, const at::Tensor& direction) override;
    void accumulate(const at::Tensor& x, const at::Tensor& direction, const std::vector<WeightedSums>& sums) override;
    std::vector<at::Tensor> values(const at::Tensor& x) override;
    std::unique_ptr<PathFunction> twin() const override;
    const PathCost& cost() const override { return m_cost; }

private:
    struct Pass;
    /// Where tensors that somebody may keep come from; all others come from the workspace.
    enum class Memory { Kept, Reused };
    /// Is given the gradients of intermediate number i, [T,K,...].
    using TakeGradient = std::function<void(std::size_t i, const at::Tensor& gradient)>;

    std::int64_t layerCount() const { return m_network.config().layers; }
    std::int64_t T() const { return static_cast<std::int64_t>(m_targets.size()); }
    bool hasIntermediates() const { return !m_names.empty(); }
    std::vector<std::int64_t> hiddenShape(std::int64_t K) const;
    std::vector<std::int64_t> mapShape(std::int64_t K) const;
    PathCost costs() const;
    at::Tensor tensor(Memory memory, int slot, at::IntArrayRef shape);
    at::Tensor rowsRead(std::int64_t K) const;
    LayerRecord record(std::int64_t layer, std::int64_t K, Memory attention);
    NormRecord entryRecord(std::int64_t K);

    at::Tensor enter(const at::Tensor& x, std::int64_t K);
    at::Tensor enterRate(const at::Tensor& direction, std::int64_t K);
    Pass forward(const at::Tensor& x, const at::Tensor& direction, Memory memory);
    at::Tensor forwardLayer(std::int64_t layer, const at::Tensor& x, Memory memory, Pass& pass);
    at::Tensor rateLayer(std::int64_t layer, const at::Tensor& rate, Memory memory, Pass& pass);
    void addIntermediates(const Pass& pass, PathNodes& nodes) const;
    std::vector<TargetValues> targetValues(const at::Tensor& read, std::int64_t K) const;
    at::Tensor backward(const Pass& pass, Memory memory, Memory inputMemory, const TakeGradient& take);
    void takeLastHidden(const at::Tensor& g, const GradientRows& rows, const Pass& pass, Memory memory,
                        const TakeGradient& take);
    at::Tensor attentionGradient(const GradientRows& rows, std::int64_t K, Memory memory);
    at::Tensor leave(const at::Tensor& gradient, std::int64_t K, Memory memory);

    const BertNetwork& m_network;
    BertInput m_input;
    std::vector<TargetFunction> m_targets;
    std::vector<std::string> m_names;
    std::int64_t m_tokens;
    std::vector<std::int64_t> m_read; ///< tokens of the last layer's output, ascending
    at::Tensor m_places; ///< [S,D], added to the word embeddings
    std::stop_token m_stop;
    PathCost m_cost;
    BertLayerDerivative m_layers;
    Workspace m_work;
    KeptMemory m_kept;
};

} // namespace headlight::engine
