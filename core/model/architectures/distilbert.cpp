// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"

namespace headlight::families {

// Sanh et al. 2019.
constinit const Architecture distilbert{
    .modelType = "distilbert",
    .title = "DistilBERT",
    .classPrefix = "DistilBert",
    .base = "distilbert.",
    .layers = "transformer.layer.",
    .keys = {.hiddenSize = "dim",
             .layers = "n_layers",
             .heads = "n_heads",
             .intermediateSize = "hidden_dim",
             .activation = "activation"},
    .layer = {.query = "attention.q_lin",
              .key = "attention.k_lin",
              .value = "attention.v_lin",
              .attentionOutput = "attention.out_lin",
              .attentionNorm = "sa_layer_norm",
              .intermediate = "ffn.lin1",
              .output = "ffn.lin2",
              .outputNorm = "output_layer_norm"},
    .head = {.classificationDense = "pre_classifier",
             .classificationOutput = "classifier",
             .maskedDense = "vocab_transform",
             .maskedNorm = "vocab_layer_norm",
             .maskedDecoder = "vocab_projector",
             .maskedBias = "vocab_projector.bias"},
    .segments = SegmentTable::None,
    .fixedEpsilon = 1e-12,
    .classificationActivation = "relu",
};

} // namespace headlight::families
