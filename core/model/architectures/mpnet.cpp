// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"
#include "core/model/architectures/roberta_head.h"

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
    .head = robertaHead,
    .segments = SegmentTable::None,
    .positionsAfterPadding = true,
    .paddingIsOne = true,
    .relativePositions = true,
    .maskedActivation = "gelu",
};

} // namespace headlight::families
