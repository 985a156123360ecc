// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <stop_token>

#include "core/engine/torch/fast/attention_products.h"
#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/fast/replacements.h"
#include "core/engine/torch/fast/row_operations.h"
#include "core/engine/torch/fast/workspace.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What a layer's forward pass leaves for its derivatives; R = K·S rows, of which N go on after the attention.
struct LayerRecord {
    at::Tensor qkv;       ///< [R,3D], queries, keys and values
    at::Tensor attention; ///< [K,H,S,S]
    at::Tensor slope;     ///< [N,I], the activation's derivative
    NormRecord attended;  ///< the normalisation after the attention
    NormRecord output;    ///< the one after the feed-forward part
    at::Tensor rows;      ///< int64 [N], those that go on; undefined: all
};

/// What the two parts of a layer put out, with what is held in its place: copies.
struct LayerOutputs {
    at::Tensor mixed;       ///< [R,D], the heads' value mixes, before the output projection
    at::Tensor feedForward; ///< [N,D], bias included
};

/// The rows in which a gradient at a layer's output may differ from zero.
struct GradientRows {
    SourceRows source;   ///< their rows in the records of the layer's normalisations
    QueryRuns runs;      ///< the rows by target and input
    bool all = true;     ///< all tokens of each target and input

    /// All rows of T targets at K inputs of S tokens.
    static GradientRows whole(std::int64_t T, std::int64_t K, std::int64_t S);
};

/// Writes the gradient `from` [N,D] at `rows` to their places in `to` [T·R,D], which is zero elsewhere.
void scatterRows(const at::Tensor& from, const GradientRows& rows, const at::Tensor& to);

/// One layer of an encoder with its derivatives in both directions, for K inputs at once. Parameters get no gradients.
/// Throws Stopped between its products.
class LayerDerivative {
public:
    LayerDerivative(const EncoderNetwork& network, std::int64_t tokens, std::stop_token stop);

    /// Outputs that are held from now on, in the derivatives too, where they are to be of every copy.
    void hold(Replacements replacements) { m_held = std::move(replacements); }
    const Replacements& held() const { return m_held; }

    /// The layer's output `y` [N,D] from `x` [R,D]. The record's attention is a result too; its tensors are given.
    void forward(std::size_t layer, const at::Tensor& x, const LayerRecord& record, const at::Tensor& y,
                 LayerOutputs* outputs = nullptr);
    /// The same from the heads' outputs `mixed` [R,D] on, in which what is held has been replaced; the record gets no
    /// attention, queries, keys and values.
    void finish(std::size_t layer, const at::Tensor& x, const at::Tensor& mixed, const LayerRecord& record,
                const at::Tensor& y, LayerOutputs* outputs = nullptr);
    /// Rates of change of the attention and of the output [N,D] from that of the input [R,D].
    void rate(std::size_t layer, const at::Tensor& xRate, const LayerRecord& record, const at::Tensor& attentionRate,
              const at::Tensor& yRate);
    /// Gradients at the input, `out` [T·R,D], and at the attention ([T,K,H,S,S], may be undefined; zero where no row
    /// is) from `g` [N,D] at the output's `rows`. `out` may be `g`. `mixedGradient` becomes that at the heads' outputs
    /// in the same rows, [N,D], until the next call.
    void gradient(std::size_t layer, const LayerRecord& record, const GradientRows& rows, const at::Tensor& g,
                  const at::Tensor& attentionGradient, const at::Tensor& out, at::Tensor* mixedGradient = nullptr);

    /// Gradients at what the heads mix and at what the residual connection adds, both [N,D], from `g` at the output's
    /// `rows`; the record may be one that finish() has filled in.
    void gradientAtMixed(std::size_t layer, const LayerRecord& record, const GradientRows& rows, const at::Tensor& g,
                         const at::Tensor& residual, const at::Tensor& mixed);

    /// Bytes of scratch memory for one input and `targets` gradients, in float32.
    static std::int64_t scratchBytes(const ModelConfig& config, std::int64_t tokens, std::int64_t targets);
    /// Bytes of one record without the attention, in float32.
    static std::int64_t recordBytes(const ModelConfig& config, std::int64_t tokens);

private:
    HeadShape heads(std::int64_t rows) const;
    void throwIfStopped() const;
    void multiply(const std::vector<Product>& products) const;
    at::Tensor goingOn(const at::Tensor& x, const LayerRecord& record, int slot);
    at::Tensor throughFeedForward(std::size_t layer, const LayerRecord& record, const GradientRows& rows,
                                  const at::Tensor& g);

    const EncoderNetwork& m_network;
    Activation m_activation;
    std::int64_t m_tokens;
    at::Tensor m_bias; ///< [H,S,S], of the attention's scores before they are scaled; undefined: none
    std::stop_token m_stop;
    Replacements m_held;
    Workspace m_work;
};

} // namespace headlight::engine
