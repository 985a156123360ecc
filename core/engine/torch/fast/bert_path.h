// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/torch/fast/bert_path_function.h"
#include "core/engine/torch/network/bert_network.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

/// BERT as a function of word embeddings [K,S,D], by way of every layer's output (the first L intermediates, [K,S,D]) and
/// attention (the next L, [K,H,S,S]), to `targets`. `network` must outlive it.
std::unique_ptr<PathFunction> wordPath(const BertNetwork& network, const std::vector<std::int64_t>& segmentIds,
                                       const std::vector<TargetFunction>& targets, std::stop_token stop);

/// BERT as a function of the embedding layer's output, [K,S,D]; no intermediates.
std::unique_ptr<PathFunction> embeddingPath(const BertNetwork& network, std::int64_t tokens,
                                            const std::vector<TargetFunction>& targets, std::stop_token stop);

/// BERT as a function of word, segment and position embeddings, [K,3,S,D]; no intermediates.
std::unique_ptr<PathFunction> partsPath(const BertNetwork& network, std::int64_t tokens,
                                        const std::vector<TargetFunction>& targets, std::stop_token stop);

/// The same functions by LibTorch's automatic differentiation: several times slower, what checks and benchmarks compare with.
std::unique_ptr<PathFunction> autogradPath(const BertNetwork& network, BertInput input,
                                           const std::vector<std::int64_t>& segmentIds,
                                           const std::vector<TargetFunction>& targets, std::stop_token stop);

} // namespace headlight::engine
