// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/lens.h"

#include <ATen/ATen.h>

namespace headlight::engine {

at::Tensor lensScores(const EncoderNetwork& network, const KeptRun& run)
{
    return network.head().scores(EncoderNetwork::judgedRows(at::stack(run.hidden), run.judged));
}

} // namespace headlight::engine
