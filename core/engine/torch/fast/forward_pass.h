// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/engine/torch/fast/replacements.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What EncoderNetwork::run() gives, without a way back, by the layers as they are written out: half the time and less.
/// `embedded` is the embedding layer's output, [K,S,E]; `judged` the tokens that the head judges; `held` the outputs
/// that are replaced, the same in every copy. Throws Stopped between products.
EncoderPass forwardPass(const EncoderNetwork& network, const at::Tensor& embedded,
                        const std::vector<std::int64_t>& judged, std::stop_token stop, const Replacements& held = {});

} // namespace headlight::engine
