// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace headlight::engine {

/// y = x Wᵀ + b.
struct Linear {
    at::Tensor weight; ///< [out,in]
    at::Tensor bias;   ///< [out]
};

struct LayerNorm {
    at::Tensor weight; ///< [D]
    at::Tensor bias;   ///< [D]
};

/// One encoder layer (Devlin et al. 2018; the names are those of transformers).
struct BertLayer {
    Linear query, key, value;
    Linear attentionOutput;
    LayerNorm attentionNorm;
    Linear intermediate, output;
    LayerNorm outputNorm;
};

/// What a pass over K inputs gives, layer by layer.
struct BertPass {
    std::vector<at::Tensor> inputs;    ///< [K,S,D] a layer, what it is given
    std::vector<at::Tensor> attention; ///< [K,H,S,S] a layer
    std::vector<at::Tensor> hidden;    ///< [K,S,D] a layer, its output
    std::vector<at::Tensor> values;    ///< [K,S,H,d] a layer, value vectors, bias included
    at::Tensor logits;                 ///< [K,S,2]: start, end; undefined without a head
};

/// BERT, with a question-answering head or without a head. Immutable.
class BertNetwork {
public:
    BertNetwork(const ModelConfig& config, const Checkpoint& checkpoint);

    const ModelConfig& config() const { return m_config; }
    const std::vector<BertLayer>& layers() const { return m_layers; }
    const LayerNorm& embeddingNorm() const { return m_embeddingNorm; }
    const Linear& head() const { return m_head; }
    bool answersQuestions() const { return m_head.weight.defined(); }
    /// Those of the weights.
    at::TensorOptions options() const { return m_wordEmbeddings.options(); }

    // Rows of the embedding tables, [S,D].
    at::Tensor words(const std::vector<std::int64_t>& ids) const;
    at::Tensor positions(const std::vector<std::int64_t>& ids) const;
    at::Tensor segments(const std::vector<std::int64_t>& ids) const;
    /// Embeddings of the positions 0 .. S-1 and of `segmentIds` together: what is added to the word embeddings, [S,D].
    at::Tensor places(const std::vector<std::int64_t>& segmentIds) const;
    /// The embedding layer's output: the sum of word, position and segment embeddings, normalised; [...,S,D].
    at::Tensor embedded(const at::Tensor& sum) const { return normalised(sum, m_embeddingNorm); }
    /// Runs the encoder and the head on the embedding layer's output, [K,S,D]. Every token attends to every token.
    /// Throws Stopped between layers.
    BertPass run(const at::Tensor& embedded, std::stop_token stop) const;
    /// The same weights in another float type, for checks.
    BertNetwork to(at::ScalarType type) const;

private:
    at::Tensor normalised(const at::Tensor& x, const LayerNorm& norm) const;
    at::Tensor layer(const at::Tensor& x, const BertLayer& layer, BertPass& pass) const;

    ModelConfig m_config;
    at::Tensor m_wordEmbeddings;     ///< [V,D]
    at::Tensor m_positionEmbeddings; ///< [P,D]
    at::Tensor m_segmentEmbeddings;  ///< [T,D]
    LayerNorm m_embeddingNorm;
    std::vector<BertLayer> m_layers;
    Linear m_head; ///< [2,D]; undefined without a head
};

} // namespace headlight::engine
