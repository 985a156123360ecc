// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/data/input.h"
#include "core/engine/torch/fast/layer_derivative.h"
#include "core/engine/torch/network/encoder_network.h"
#include "core/engine/torch/network/read_targets.h"
#include "core/engine/torch/path/kept_memory.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

/// What the input of a path through the network is.
enum class PathInput {
    Words,    ///< word embeddings, [K,S,E]; every layer's output and attention are intermediates
    Embedded, ///< the embedding layer's output, [K,S,E]; no intermediates
    Parts,    ///< word, segment and position embeddings, as far as there are such, [K,parts,S,E]; no intermediates
};

/// The network as a path function whose derivatives are written out: one forward pass, one backward pass of all targets
/// together through the same matrix products, one pass of rates where they are asked for. Of the last layer's output
/// only the tokens that targets read are computed: y and its rates are zero at the others, where gradients are zero
/// too. `network` must outlive it.
class EncoderPathFunction : public PathFunction {
public:
    EncoderPathFunction(const EncoderNetwork& network, PathInput kind, const Input& input,
                        const std::vector<TargetFunction>& targets, std::stop_token stop,
                        const Replacements& held = {});
    EncoderPathFunction(const EncoderPathFunction& other);
    EncoderPathFunction& operator=(const EncoderPathFunction&) = delete;

    const std::vector<std::string>& names() const override { return m_names; }
    std::size_t targetCount() const override { return static_cast<std::size_t>(T()); }
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
    std::int64_t T() const { return m_targets.count(); }
    std::int64_t width() const { return m_network.config().widthOfEmbeddings(); }
    bool hasIntermediates() const { return !m_names.empty(); }
    std::vector<std::int64_t> hiddenShape(std::int64_t K) const;
    std::vector<std::int64_t> mapShape(std::int64_t K) const;
    PathCost costs() const;
    at::Tensor tensor(Memory memory, int slot, at::IntArrayRef shape);
    at::Tensor rowsRead(std::int64_t K) const;
    LayerRecord record(std::int64_t layer, std::int64_t K, Memory attention);
    NormRecord entryRecord(std::int64_t K);

    at::Tensor enter(const at::Tensor& x, std::int64_t K);
    at::Tensor projected(const at::Tensor& rows, bool withBias);
    at::Tensor enterRate(const at::Tensor& direction, std::int64_t K);
    Pass forward(const at::Tensor& x, const at::Tensor& direction, Memory memory);
    at::Tensor forwardLayer(std::int64_t layer, const at::Tensor& x, Memory memory, Pass& pass);
    at::Tensor rateLayer(std::int64_t layer, const at::Tensor& rate, Memory memory, Pass& pass);
    void addIntermediates(const Pass& pass, PathNodes& nodes) const;
    at::Tensor backward(const Pass& pass, Memory memory, Memory inputMemory, const TakeGradient& take);
    void takeLastHidden(const at::Tensor& g, const GradientRows& rows, const Pass& pass, Memory memory,
                        const TakeGradient& take);
    at::Tensor attentionGradient(const GradientRows& rows, std::int64_t K, Memory memory);
    at::Tensor leave(const at::Tensor& gradient, std::int64_t K, Memory memory);

    const EncoderNetwork& m_network;
    PathInput m_input;
    ReadTargets m_targets;
    std::vector<std::string> m_names;
    std::int64_t m_tokens;
    std::int64_t m_parts = 1; ///< that are added up before the embedding layer
    at::Tensor m_places;      ///< [S,E], added to word embeddings; other inputs have theirs in them
    std::stop_token m_stop;
    PathCost m_cost;
    LayerDerivative m_layers;
    Workspace m_work;
    KeptMemory m_kept;
};

} // namespace headlight::engine
