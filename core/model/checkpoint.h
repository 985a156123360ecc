// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/base/array.h"
#include "core/base/job.h"
#include "core/data/task_kind.h"
#include "core/model/model_config.h"

namespace headlight {

/// A model's weights in float32 under the canonical names of encoder_tensors.h, the same for every family; position ids
/// and other heads are dropped. Layers that share their weights are there once.
struct Checkpoint {
    std::map<std::string, Array> tensors;
    std::vector<std::filesystem::path> files; ///< the weight files, in index order
    std::string notFinite; ///< a sentence about values that are NaN or infinite; empty where all are numbers

    /// What the head is for that is there; without one, only the encoder's attention and norms have meaning.
    TaskKind task() const;
};

/// Reads the weights of `folder` and checks the shape of every tensor that `config` calls for.
Result<Checkpoint> readCheckpoint(const std::filesystem::path& folder, const ModelConfig& config, const Job& job);

} // namespace headlight
