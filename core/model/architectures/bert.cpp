// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"

namespace headlight::families {

// Devlin et al. 2018.
constinit const Architecture bert{
    .modelType = "bert",
    .title = "BERT",
    .classPrefix = "Bert",
    .base = "bert.",
    .head = {.classificationDense = "bert.pooler.dense",
             .classificationOutput = "classifier",
             .maskedDense = "cls.predictions.transform.dense",
             .maskedNorm = "cls.predictions.transform.LayerNorm",
             .maskedDecoder = "cls.predictions.decoder",
             .maskedBias = "cls.predictions.bias"},
};

} // namespace headlight::families
