// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"

namespace headlight::families {

// Song et al. 2020.
constinit const Architecture mpnet{
    .modelType = "mpnet",
    .title = "MPNet",
    .classPrefix = "MPNet",
    .base = "mpnet.",
    .layer = {.query = "attention.attn.q",
              .key = "attention.attn.k",
              .value = "attention.attn.v",
              .attentionOutput = "attention.attn.o",
              .attentionNorm = "attention.LayerNorm"},
    .head = {.classificationDense = "classifier.dense",
             .classificationOutput = "classifier.out_proj",
             .maskedDense = "lm_head.dense",
             .maskedNorm = "lm_head.layer_norm",
             .maskedDecoder = "lm_head.decoder",
             .maskedBias = "lm_head.bias"},
    .segments = SegmentTable::None,
    .positionsAfterPadding = true,
    .paddingIsOne = true,
    .relativePositions = true,
    .maskedActivation = "gelu",
};

} // namespace headlight::families
