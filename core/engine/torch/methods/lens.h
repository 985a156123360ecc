// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/torch/methods/kept_run.h"

namespace headlight::engine {

/// The head's scores [L+1,rows,C] of what the first layer is given (embeddings, after the projection where there is
/// one) and of each layer's output; the last are those of the model (nostalgebraist 2020).
at::Tensor lensScores(const EncoderNetwork& network, const KeptRun& run);

} // namespace headlight::engine
