// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include "core/data/norms.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// The vector norms of one input's tokens, of every layer, from the Gram matrices of the f_h(x_j), so that no tensor of
/// S·S·D is built: ‖f(x)‖, ‖αf(x)‖ and ‖Σαf(x)‖ (Kobayashi et al. 2020), and with the residual connection and the layer
/// normalisation (Kobayashi et al. 2021), with the mixing ratios. Biases of the output projection and of the
/// normalisation belong to no source token and are left out. As many layers at once as there are threads and as
/// `memoryBytes` holds; at least one. Throws Stopped.
Norms attentionNorms(const EncoderNetwork& network, const EncoderPass& pass, std::int64_t memoryBytes,
                     std::stop_token stop);

} // namespace headlight::engine
