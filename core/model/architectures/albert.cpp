// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"

namespace headlight::families {

// Lan et al. 2019.
constinit const Architecture albert{
    .modelType = "albert",
    .title = "ALBERT",
    .classPrefix = "Albert",
    .base = "albert.",
    .layers = "encoder.albert_layer_groups.",
    .layer = {.query = "attention.query",
              .key = "attention.key",
              .value = "attention.value",
              .attentionOutput = "attention.dense",
              .attentionNorm = "attention.LayerNorm",
              .intermediate = "ffn",
              .output = "ffn_output",
              .outputNorm = "full_layer_layer_norm"},
    .head = {.classificationDense = "albert.pooler",
             .classificationOutput = "classifier",
             .maskedDense = "predictions.dense",
             .maskedNorm = "predictions.LayerNorm",
             .maskedDecoder = "predictions.decoder",
             .maskedBias = "predictions.bias"},
    .projection = Projection::Always,
    .projectionName = "encoder.embedding_hidden_mapping_in",
    .sharedLayers = true,
    .activation = "gelu_new",
};

} // namespace headlight::families
