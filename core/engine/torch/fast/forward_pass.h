// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/engine/torch/network/bert_network.h"

namespace headlight::engine {

/// What BertNetwork::run() gives, without a way back, by the layers as they are written out: half the time and less.
/// `embedded` is the embedding layer's output, [K,S,D]. Throws Stopped between products.
BertPass forwardPass(const BertNetwork& network, const at::Tensor& embedded, std::stop_token stop);

} // namespace headlight::engine
