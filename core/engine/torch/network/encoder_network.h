// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/data/input.h"
#include "core/engine/torch/network/head.h"
#include "core/engine/torch/network/weights.h"
#include "core/engine/torch/network/word_table.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace headlight::engine {

/// One encoder layer (Devlin et al. 2018; the names are those of transformers).
struct EncoderLayer {
    Linear query, key, value;
    Linear attentionOutput;
    LayerNorm attentionNorm;
    Linear intermediate, output;
    LayerNorm outputNorm;
};

/// What a pass over K inputs gives, layer by layer.
struct EncoderPass {
    std::vector<at::Tensor> inputs;    ///< [K,S,D] a layer, what it is given
    std::vector<at::Tensor> attention; ///< [K,H,S,S] a layer
    std::vector<at::Tensor> hidden;    ///< [K,S,D] a layer, its output
    std::vector<at::Tensor> values;    ///< [K,S,H,d] a layer, value vectors, bias included; 0 of heads that are held
    // Of forwardPass() alone:
    std::vector<at::Tensor> mixed;       ///< [K,S,D] a layer, the heads' outputs before the output projection
    std::vector<at::Tensor> feedForward; ///< [K,S,D] a layer, that part's output, bias included
    std::vector<at::Tensor> held;      ///< [K,S,D] a layer, of `mixed` what is held, else 0; undefined where nothing is
    at::Tensor scores;                 ///< [K,rows,C]; undefined without a head
};

/// The network of all families that share BERT's layer, with the head that the weights have or without one. E is the
/// size of the embeddings, D the hidden size. Immutable.
class EncoderNetwork {
public:
    /// Another type than float32 is for checks.
    EncoderNetwork(const ModelConfig& config, const Checkpoint& checkpoint, at::ScalarType type = at::kFloat);

    const ModelConfig& config() const { return m_config; }
    /// One for each time that a text goes through: layers may share their weights.
    const std::vector<EncoderLayer>& layers() const { return m_layers; }
    const LayerNorm& embeddingNorm() const { return m_embeddingNorm; }
    bool hasProjection() const { return m_projection.weight.defined(); }
    const Linear& projection() const { return m_projection; } ///< [D,E], after that norm
    const Head& head() const { return m_head; }
    /// Those of the weights.
    at::TensorOptions options() const { return m_positionEmbeddings.options(); }

    /// Rows of the embedding tables, [S,E].
    at::Tensor words(const std::vector<std::int64_t>& ids) const;
    at::Tensor positions(const std::vector<std::int64_t>& ids) const;
    /// Where the family uses the first row alone, that one; undefined where it has no such table.
    at::Tensor segments(const std::vector<std::int64_t>& ids) const;
    /// The rows of the positions of an input's tokens.
    std::vector<std::int64_t> positionIds(const std::vector<std::int64_t>& inputIds) const;
    /// Embeddings of the positions and segments of `input` together: what is added to the word embeddings, [S,E].
    at::Tensor places(const Input& input) const;
    /// The embedding layer's output: the sum of word, position and segment embeddings, normalised; [...,S,E].
    at::Tensor embedded(const at::Tensor& sum) const { return m_embeddingNorm(sum, m_config.layerNormEps); }
    /// What is added to the scores of every layer's attention by the distance of two tokens, [H,S,S]; undefined:
    /// nothing.
    at::Tensor relativeBias(std::int64_t tokens) const;

    /// The last layer's rows of the tokens that the head judges, [K,rows,D], or all of `hidden` [K,S,D].
    static at::Tensor judgedRows(const at::Tensor& hidden, const std::vector<std::int64_t>& judged);
    /// Runs the encoder and the head on the embedding layer's output, [K,S,E]. Every token attends to every token.
    /// `judged` are the tokens that the head judges. Throws Stopped between layers.
    EncoderPass run(const at::Tensor& embedded, const std::vector<std::int64_t>& judged, std::stop_token stop) const;

private:
    at::Tensor layer(const at::Tensor& x, const EncoderLayer& layer, const at::Tensor& bias, EncoderPass& pass) const;

    ModelConfig m_config;
    WordTable m_words;
    at::Tensor m_positionEmbeddings; ///< [P,E]
    at::Tensor m_segmentEmbeddings;  ///< [T,E]; undefined where there is none
    at::Tensor m_relativeBias;       ///< [buckets,H]; undefined where there is none
    LayerNorm m_embeddingNorm;
    Linear m_projection; ///< [D,E]; undefined where there is none
    std::vector<EncoderLayer> m_layers;
    Head m_head;
};

} // namespace headlight::engine
