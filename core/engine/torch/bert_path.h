// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/torch/bert_network.h"
#include "core/engine/torch/path_function.h"

namespace headlight::engine {

/// The path function of BERT: from word embeddings [K,S,D] to `targets`, by way of every layer's output (the first L
/// intermediates, [K,S,D]) and attention (the next L, [K,H,S,S]). `network` must outlive it.
std::unique_ptr<PathFunction> bertPath(const BertNetwork& network, std::vector<std::int64_t> segmentIds,
                                       std::vector<TargetFunction> targets, std::stop_token stop);

} // namespace headlight::engine
