// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"
#include "core/engine/torch/fast/replacements.h"
#include "core/engine/torch/network/encoder_network.h"
#include "core/engine/torch/path/path_integral.h"

namespace headlight::engine {

/// Word embeddings of the reference input, [S,E]: [CLS] and [SEP] stay; with `zero` those of the other tokens are zero.
at::Tensor baselineWords(const EncoderNetwork& network, const Input& input, bool zero);

/// Adds integrated gradients to each attribution of `level`: on the embedding layer's output, and on word, segment and
/// position embeddings that move together from the reference ids, segment 0 and row 0 of the table of positions.
/// Without a table of segments there are none of these. The word embeddings of the path, the memory and the job are
/// `problem`'s; `held` are outputs that stay as they are.
void addEmbeddings(const EncoderNetwork& network, const Input& input, const std::vector<TargetFunction>& targets,
                   const PathProblem& problem, const Replacements& held, AttributionLevel& level);

} // namespace headlight::engine
