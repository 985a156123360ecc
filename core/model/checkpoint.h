// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/array.h"
#include "core/base/job.h"
#include "core/data/task_kind.h"
#include "core/files/file_rows.h"
#include "core/model/model_config.h"
#include "core/model/weight_file.h"

namespace headlight {

/// A model's weights in float32 under the canonical names of encoder_tensors.h, the same for every family; position ids
/// and other heads are dropped. Layers that share their weights are there once.
struct Checkpoint {
    std::map<std::string, Array> tensors;
    /// The word embeddings, [words,E], where they are large and no head needs them whole: not among the tensors then.
    std::optional<FileRows> words;
    std::vector<std::filesystem::path> files; ///< the weight files, in index order
    std::string notFinite; ///< a sentence about values that are NaN or infinite; empty where all are numbers

    /// What the head is for that is there; without one, only the encoder's attention and norms have meaning.
    TaskKind task() const;
};

/// Reads the weights of `folder` and checks the shape of every tensor that `config` calls for. Word embeddings of more
/// than `largestInMemory` bytes stay in their file where they can.
Result<Checkpoint> readCheckpoint(const std::filesystem::path& folder, const ModelConfig& config, const Job& job,
                                  std::uint64_t largestInMemory = usualInMemory);

} // namespace headlight
