// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace headlight {

/// Stages of the sanity check (Adebayo et al. 2018) that a model has: 0 none, 1 the head, 1 + k the top k layers too.
/// Layers that share their weights count once.
int redrawnStages(const ModelConfig& config);

/// The weights with those of `stage` drawn anew: each tensor from a normal distribution with its own mean and
/// deviation, by a seed made of `seed` and the name that the family's files have for it. The others are shared. The
/// embeddings stay, and with them a head's that is tied to them.
Checkpoint redrawn(const Checkpoint& checkpoint, const ModelConfig& config, int stage, std::uint64_t seed);

} // namespace headlight
