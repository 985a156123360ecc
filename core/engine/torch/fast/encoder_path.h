// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "core/data/input.h"
#include "core/data/target_function.h"
#include "core/engine/torch/fast/replacements.h"
#include "core/engine/torch/network/encoder_network.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

// The network as a function of what it is given for `input`, whose positions, segments and judged tokens stay as they
// are, to `targets`. It must have a head, and outlive the function. `held` are outputs that stay as they are.

/// Of word embeddings [K,S,E], by way of every layer's output (the first L intermediates, [K,S,D]) and attention (the
/// next L, [K,H,S,S]).
std::unique_ptr<PathFunction> wordPath(const EncoderNetwork& network, const Input& input,
                                       const std::vector<TargetFunction>& targets, std::stop_token stop,
                                       const Replacements& held = {});

/// Of the embedding layer's output, [K,S,E]; no intermediates.
std::unique_ptr<PathFunction> embeddingPath(const EncoderNetwork& network, const Input& input,
                                            const std::vector<TargetFunction>& targets, std::stop_token stop,
                                            const Replacements& held = {});

/// Of the embeddings whose sum that layer takes, [K,parts,S,E]: words, segments and positions, as far as there are such
/// tables; no intermediates.
std::unique_ptr<PathFunction> partsPath(const EncoderNetwork& network, const Input& input,
                                        const std::vector<TargetFunction>& targets, std::stop_token stop,
                                        const Replacements& held = {});

} // namespace headlight::engine
