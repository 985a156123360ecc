// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/architectures/architecture.h"

namespace headlight::families {

/// The heads' names of RoBERTa, and of those that took them over.
inline constexpr HeadNames robertaHead{.classificationDense = "classifier.dense",
                                       .classificationOutput = "classifier.out_proj",
                                       .maskedDense = "lm_head.dense",
                                       .maskedNorm = "lm_head.layer_norm",
                                       .maskedDecoder = "lm_head.decoder",
                                       .maskedBias = "lm_head.bias"};

} // namespace headlight::families
