// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "core/analysis/analysis_result.h"
#include "core/engine/torch/bert_network.h"

namespace headlight::engine {

/// The vector norms of Kobayashi et al. 2020 for one input: ‖f(x)‖, ‖αf(x)‖ and ‖Σαf(x)‖ of every layer, from the Gram
/// matrices of the f_h(x_j), so that no tensor of S·S·D is built. Throws Stopped between layers.
Norms attentionNorms(const BertNetwork& network, const BertPass& pass, std::stop_token stop);

} // namespace headlight::engine
