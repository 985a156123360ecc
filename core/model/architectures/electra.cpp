// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"

namespace headlight::families {

// Clark et al. 2020. A discriminator as it was trained first has no head that a task here reads.
constinit const Architecture electra{
    .modelType = "electra",
    .title = "ELECTRA",
    .classPrefix = "Electra",
    .base = "electra.",
    .head = {.classificationDense = "classifier.dense",
             .classificationOutput = "classifier.out_proj",
             .maskedDense = "generator_predictions.dense",
             .maskedNorm = "generator_predictions.LayerNorm",
             .maskedDecoder = "generator_lm_head",
             .maskedBias = "generator_lm_head.bias"},
    .projection = Projection::WhereSizesDiffer,
    .projectionName = "embeddings_project",
    .classificationActivation = "gelu",
    .maskedActivation = "gelu",
};

} // namespace headlight::families
